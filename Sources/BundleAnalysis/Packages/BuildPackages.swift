/// Which package each module of a build belongs to; the packages are numbered from 1.
struct BuildPackages: Sendable {
    private(set) var list: PackageList
    /// By the index of the module; nil for what is no file: an ignored module, the build tool's own code.
    let refs: [Int?]
    private let repository: String?

    /// Numbers the packages in the order of the modules.
    init(_ stats: BuildStats) {
        list = PackageList(versions: stats.packages.map { ($0.path, $0.version) })
        repository = stats.repoPath
        let modules = stats.modules
        var refs: [Int?] = []
        for module in modules.all {
            let name = modules.names[module.name == .empty ? module.identifier : module.name]
            guard let path = ModulePath(name) else {
                refs.append(nil)
                continue
            }
            let file = module.condition == .empty ? path.text : modules.names[module.condition]
            let package =
                path.isInternal
                ? PackageName.buildTool
                : PackageName(ofFile: Self.absolute(file, from: stats.buildPath), repository: stats.repoPath)
            refs.append(list.ref(of: package))
        }
        self.refs = refs
    }

    /// The package of a file that only a source map names.
    mutating func ref(ofFile path: String, isKnownSource: Bool) -> Int {
        let package = PackageName(ofFile: path, repository: repository)
        return list.ref(of: package == .sourceCode && !isKnownSource ? .unknown : package)
    }

    /// The project's own code.
    mutating func refOfSourceCode() -> Int { list.ref(of: .sourceCode) }

    /// A path as the build tool's machine has it, or from its folder if that is not known, without `.` and `..` parts.
    private static func absolute(_ path: String, from folder: String?) -> String {
        guard path.utf8.first != UInt8(ascii: "/") else { return path }
        guard let folder, !folder.isEmpty else { return MemberPath.resolved(path, in: "") ?? path }
        return MemberPath.resolved(path, in: folder).map { "/" + $0 } ?? path
    }
}
