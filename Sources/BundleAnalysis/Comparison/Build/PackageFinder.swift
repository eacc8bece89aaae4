/// Tells the package of each module of a content tree: by its ref or, in artifacts of earlier versions, by its path.
struct PackageFinder {
    private(set) var packages: [ComparedBuild.Package]
    private let byRef: [Int: Int]
    private var byPath: [[UInt8]: Int]
    /// Where a name is that of a single package.
    private let byName: [[UInt8]: Int]

    init(_ packages: [StoredReport.PackageInfo]) {
        self.packages = packages.map { ComparedBuild.Package(name: $0.name, path: $0.path, version: $0.version) }
        byRef = Dictionary(packages.enumerated().map { ($1.ref, $0) }) { first, _ in first }
        byPath = Dictionary(packages.enumerated().map { (Array($1.path.utf8), $0) }) { first, _ in first }
        let named = Dictionary(grouping: packages.indices) { Array(packages[$0].name.utf8) }
        byName = named.filter { $0.value.count == 1 }.compactMapValues(\.first)
    }

    /// An index into ``packages``, to which a package is added that the report does not have.
    mutating func package(of path: String, ref: Int) -> Int {
        if let known = byRef[ref] { return known }
        let package = PackageName(ofFile: path, repository: nil)
        let key = Array(package.path.utf8)
        if let known = byPath[key] ?? byName[Array(package.name.utf8)] { return known }
        packages.append(ComparedBuild.Package(name: package.name, path: package.path))
        byPath[key] = packages.count - 1
        return packages.count - 1
    }

    /// The path of a module in its package: `lib/index.js` for `node_modules/a/node_modules/b/lib/index.js`. The whole
    /// path if the package is not in it.
    static func inner(_ path: String) -> String {
        let package = PackageName(ofFile: path, repository: nil)
        guard package != .sourceCode, path.utf8.count > package.path.utf8.count + 1 else { return path }
        return String(decoding: path.utf8.dropFirst(package.path.utf8.count + 1), as: UTF8.self)
    }
}
