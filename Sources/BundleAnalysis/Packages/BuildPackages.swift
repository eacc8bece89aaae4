/// Which package each module of a build belongs to.
///
/// Paths are looked at once for each module; after that, a package is a number.
struct BuildPackages: Sendable {
    /// Each package once, in the order of its first module.
    private(set) var names: [PackageName] = []
    private var indices: [PackageName: Int32] = [:]
    /// By module; ``none`` for what is no file.
    private var ofModules: [Int32] = []
    private let buildPath: String?
    private let repository: String?

    private static let none: Int32 = -1

    init(_ stats: BuildStats) {
        buildPath = stats.buildPath
        repository = stats.repoPath
        let modules = stats.modules
        ofModules.reserveCapacity(modules.all.count)
        for module in modules.all {
            let name = modules.names[module.name == .empty ? module.identifier : module.name]
            let file = module.condition == .empty ? nil : modules.names[module.condition]
            let package = package(ofModule: name, file: file)
            ofModules.append(package.map { number(of: $0) } ?? Self.none)
        }
    }

    /// Nil for what is no file, such as an ignored module.
    func package(of module: Int) -> PackageName? { index(of: module).map { names[$0] } }

    /// The same as an index into ``names``.
    func index(of module: Int) -> Int? { ofModules[module] < 0 ? nil : Int(ofModules[module]) }

    /// The index of the package that a module of this name would belong to; nil if no module does.
    func index(ofModuleNamed name: String) -> Int? {
        package(ofModule: name, file: nil).flatMap { indices[$0] }.map(Int.init)
    }

    /// The package of a file that only a source map names.
    ///
    /// - Parameter isKnownSource: whether a file in no package is the project's own.
    func package(ofFile path: String, isKnownSource: Bool) -> PackageName {
        let package = PackageName(ofFile: path, repository: repository)
        return package == .sourceCode && !isKnownSource ? .unknown : package
    }

    /// - Parameter file: where the module is, if that is known; otherwise its name says.
    private func package(ofModule name: String, file: String?) -> PackageName? {
        guard let path = ModulePath(name) else { return nil }
        guard !path.isInternal else { return .buildTool }
        return PackageName(ofFile: Self.absolute(file ?? path.text, from: buildPath), repository: repository)
    }

    private mutating func number(of package: PackageName) -> Int32 {
        if let known = indices[package] { return known }
        let index = Int32(names.count)
        names.append(package)
        indices[package] = index
        return index
    }

    /// A path as the build tool's machine has it, or from its folder if that is not known, without `.` and `..` parts.
    private static func absolute(_ path: String, from folder: String?) -> String {
        guard path.utf8.first != UInt8(ascii: "/") else { return path }
        guard let folder, !folder.isEmpty else { return MemberPath.resolved(path, in: "") ?? path }
        return MemberPath.resolved(path, in: folder).map { "/" + $0 } ?? path
    }
}
