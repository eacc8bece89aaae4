/// Stats for a build that has none, from what its files say.
enum FolderStats {
    static let entryPoint = "all"

    /// - Parameter descriptions: the files that describe a build, and so are no part of one.
    static func of(
        _ members: Members, without descriptions: Set<String>, _ warnings: inout AnalysisWarnings
    ) throws(AnalysisFailure) -> BuildStats {
        let files = files(members, without: descriptions)
        guard !files.isEmpty else { throw .archive(.empty) }
        warnings.add(.noStats(entryPoint: ShownName(entryPoint)))
        return everything(files)
    }

    /// The files that a page can load. A copy of another file in another coding is the same to a browser.
    private static func files(_ members: Members, without descriptions: Set<String>) -> [Members.Member] {
        members.paths.compactMap { members[$0] }.filter { member in
            guard !MemberPath.isSourceMap(member.path), !descriptions.contains(member.path),
                member.path != FolderWalk.viteManifest
            else { return false }
            return AssetName.uncompressed(member.path).flatMap { members[$0] } == nil
        }
    }

    /// Every file is an asset, in one chunk of one entry point.
    private static func everything(_ files: [Members.Member]) -> BuildStats {
        var chunk = BuildStats.Chunk(id: entryPoint, isInitial: true, isEntry: true)
        chunk.files = files.map(\.path)
        return BuildStats(
            assets: files.map { BuildStats.Asset(name: $0.path, size: $0.size, hasChunks: true) }, chunks: [chunk],
            entryPoints: [BuildStats.EntryPoint(name: entryPoint, chunks: [entryPoint])])
    }
}
