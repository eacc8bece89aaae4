/// Synthetic stats for a build that has none: every file is an asset, in one chunk of one entry point.
enum FolderStats {
    static let entryPoint = "all"

    static func of(_ members: Members) -> BuildStats {
        let files = members.paths.filter { !MemberPath.isSourceMap($0) }.compactMap { members[$0] }
        var chunk = BuildStats.Chunk(id: entryPoint, isInitial: true, isEntry: true)
        chunk.files = files.map(\.path)
        return BuildStats(
            assets: files.map { BuildStats.Asset(name: $0.path, size: $0.size, hasChunks: true) }, chunks: [chunk],
            entryPoints: [BuildStats.EntryPoint(name: entryPoint, chunks: [entryPoint])])
    }
}
