/// Which package each module of a build belongs to.
struct BuildPackages: Sendable {
    private let modules: StatsModules
    private let buildPath: String?
    private let repository: String?

    init(_ stats: BuildStats) {
        modules = stats.modules
        buildPath = stats.buildPath
        repository = stats.repoPath
    }

    /// Nil for what is no file, such as an ignored module.
    func package(of module: Int) -> PackageName? {
        let module = modules.all[module]
        let name = modules.names[module.name == .empty ? module.identifier : module.name]
        guard let path = ModulePath(name) else { return nil }
        guard !path.isInternal else { return .buildTool }
        let file = module.condition == .empty ? path.text : modules.names[module.condition]
        return PackageName(ofFile: Self.absolute(file, from: buildPath), repository: repository)
    }

    /// The package of a file that only a source map names.
    ///
    /// - Parameter isKnownSource: whether a file in no package is the project's own.
    func package(ofFile path: String, isKnownSource: Bool) -> PackageName {
        let package = PackageName(ofFile: path, repository: repository)
        return package == .sourceCode && !isKnownSource ? .unknown : package
    }

    /// A path as the build tool's machine has it, or from its folder if that is not known, without `.` and `..` parts.
    private static func absolute(_ path: String, from folder: String?) -> String {
        guard path.utf8.first != UInt8(ascii: "/") else { return path }
        guard let folder, !folder.isEmpty else { return MemberPath.resolved(path, in: "") ?? path }
        return MemberPath.resolved(path, in: folder).map { "/" + $0 } ?? path
    }
}
