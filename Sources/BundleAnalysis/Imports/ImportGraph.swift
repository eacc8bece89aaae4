/// Which modules of a build import which others, as far as its stats say; kept with an artifact, so that it can be
/// asked without the build.
///
/// Modules with one name in the stats are one here, and a concatenation is the module that it is named after. Of
/// several imports of one module by another one is kept: one that is not dynamic, and of those the first in the file.
/// Modules are in the order of the stats; the imports of a module in the order of the modules that it imports.
package struct ImportGraph: Equatable, Sendable {
    typealias Name = NamePool.Name

    struct Entry: Equatable, Sendable {
        /// The name of the entry point, as in the report.
        var name: String
        var modules: [Int32]
    }

    struct Package: Equatable, Sendable {
        var name: String
        var path: String
        var version: String?
    }

    struct Import: Equatable, Sendable {
        var target: Int32
        var isDynamic: Bool
        var specifier: Name
        var location: ImportLocation
    }

    /// Paths and specifiers.
    var texts = NamePool()
    /// Entry points whose modules are known.
    var entries: [Entry] = []
    /// Packages that have modules, in the order in which they were met; neither the project's own code nor the tool's.
    var packages: [Package] = []
    /// The path of each module, as the content tree shows it.
    var paths: [Name] = []
    /// The package of each module; -1 for none.
    var packageOf: [Int32] = []
    /// Where the imports of each module begin, and where the last ones end.
    var starts: [Int32] = [0]
    var imports: [Import] = []
    /// Whether modules or imports are missing because there are more than ``ImportLimits`` allows.
    var isCut = false

    init() {}

    /// Whether the stats say who imports modules.
    package var hasImports: Bool { !imports.isEmpty }
    package var moduleCount: Int { paths.count }
    package var importCount: Int { imports.count }

    func path(of module: Int) -> String { texts[paths[module]] }

    /// The indices of a module's imports.
    func imports(by module: Int) -> Range<Int> { Int(starts[module])..<Int(starts[module + 1]) }

    /// One import, as it is shown.
    func place(of index: Int, by importer: Int) -> ImportPlace {
        let entry = imports[index]
        let location = entry.location
        return ImportPlace(
            module: path(of: importer), specifier: entry.specifier == .empty ? nil : texts[entry.specifier],
            kind: entry.isDynamic ? .dynamic : .static, line: location == .unknown ? nil : Int(location.line),
            column: location == .unknown ? nil : Int(location.column))
    }
}
