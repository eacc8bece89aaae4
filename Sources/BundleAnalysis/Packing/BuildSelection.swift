import Foundation

/// Selects the files of a folder that make up its build: what an upload sends, and what an analysis of the folder
/// reads.
///
/// With stats, that is the files they name, their source maps, and the stats themselves. Without stats, it is what a
/// browser loads. The file with the budgets goes with it. Everyone who may read the project may download what an upload
/// sends, so everything else is left out: dot files, `node_modules`, sources, keys.
struct BuildSelection {
    let files: [FolderWalk.File]
    let leftOut: LeftOut
    /// The stats, if there are any.
    let found: StatsFinder.Found?
    /// The files that describe the build, or seem to, and so are no part of it.
    let descriptions: Set<String>

    /// - Parameters:
    ///   - stats: the path of the only file to take for stats; nil to search all.
    ///   - folder: for temporary files.
    ///   - warnings: collects anomalies in the stats.
    /// - Throws: a build failure if the stats cannot be read or match none of the files.
    init(
        _ walk: FolderWalk, stats: String? = nil, stage: AnalysisFailure.Stage, limits: ArchiveLimits,
        folder: PrivateFolder,
        warnings: inout AnalysisWarnings, progress: (AnalysisProgress) -> Void = { _ in }
    ) throws(AnalysisFailure) {
        let members = FolderWalk.members(walk.files)
        let result = try StatsFinder(members: members, limits: limits, folder: folder, only: stats)
            .find(warnings: &warnings, progress: progress)
        (found, descriptions) = (result.found, result.descriptions)
        // A manifest does not name everything.
        let full = found.flatMap { $0.stats.isManifest ? nil : $0 }
        let chosen = try full.map { found throws(AnalysisFailure) in try Self.named(by: found, members, stage) }
        let isPart: (String) -> Bool =
            chosen.map { chosen in { chosen.contains(Array($0.utf8)) } } ?? Self.isLoaded(members)
        let parts = walk.files.filter {
            !Self.isVideo($0.path) && !MemberPath.isBudgets($0.path) && isPart($0.path)
        }
        // Budgets alone are no build.
        let budgets = parts.isEmpty ? nil : MemberPath.budgets(among: walk.files.map(\.path))
        let paths = Set((parts.map(\.path) + [budgets].compactMap { $0 }).map { Array($0.utf8) })
        files = walk.files.filter { paths.contains(Array($0.path.utf8)) }
        var leftOut = walk.leftOut
        leftOut.files += walk.files.map(\.path).filter { !paths.contains(Array($0.utf8)) }
        leftOut.files.sort { $0.utf8.lexicographicallyPrecedes($1.utf8) }
        leftOut.rule = full == nil ? .loadedByBrowsers : .namedByStats
        self.leftOut = leftOut
    }

    /// The selected files as the members of a build.
    func members() throws(AnalysisFailure) -> Members {
        guard !files.isEmpty else { throw .folder(.noBuild, .reading) }
        return FolderWalk.members(files)
    }

    /// Videos are large, and nothing about them is analyzed.
    private static let videos: Set<String> = ["mp4", "webm", "mkv", "flv", "avi", "wmv"]

    /// The extensions of files that pages load by themselves. No JSON: what a script fetches cannot be distinguished
    /// from settings and keys, which are in JSON files as well. No `.gz` and `.br`: they duplicate files that are
    /// already included.
    private static let loaded: Set<String> = [
        "js", "mjs", "cjs", "css", "html", "htm", "xhtml", "wasm", "webmanifest",
        "png", "jpg", "jpeg", "gif", "svg", "webp", "avif", "ico", "cur", "bmp", "apng", "tif", "tiff", "jxl",
        "otf", "ttf", "eot", "woff", "woff2",
        "mp3", "wav", "ogg", "oga", "flac", "aac", "m4a", "opus", "mov", "ogv", "m4v", "vtt",
    ]

    private static func isVideo(_ path: String) -> Bool { videos.contains(MemberPath.fileExtension(of: path)) }

    private static func isLoaded(_ members: Members) -> (String) -> Bool {
        { path in
            if path == FolderWalk.viteManifest { return true }
            guard MemberPath.isSourceMap(path) else { return loaded.contains(MemberPath.fileExtension(of: path)) }
            // A source map goes with the file it belongs to.
            let file = String(decoding: path.utf8.dropLast(MemberPath.sourceMap.utf8.count), as: UTF8.self)
            return members[file] != nil && loaded.contains(MemberPath.fileExtension(of: file))
        }
    }

    /// The paths, as bytes, of the stats, the files they name, and those files' source maps.
    private static func named(
        by found: StatsFinder.Found, _ members: Members, _ stage: AnalysisFailure.Stage
    ) throws(AnalysisFailure) -> Set<[UInt8]> {
        let files = AssetFiles(members, folder: found.folder)
        var paths: Set<[UInt8]> = []
        // A file that is never measured, such as a source map, does not show whose stats these are.
        var isMeasured = false
        var maps: Set<[UInt8]> = []
        for asset in found.stats.assets {
            let name = AssetName.clean(asset.name)
            guard let file = files.find(name: name, path: asset.path.map(AssetName.clean)) else { continue }
            paths.insert(Array(file.path.utf8))
            isMeasured = isMeasured || file.path != found.path && !AssetName.isSkipped(name)
            for name in [name, file.path] {
                maps.insert(Array((MemberPath.basename(of: name) + MemberPath.sourceMap).utf8))
            }
        }
        guard isMeasured else { throw .folder(.foreignStats(file: ShownName(found.path)), stage) }
        paths.insert(Array(found.path.utf8))
        for path in members.paths where maps.contains(Array(MemberPath.basename(of: path).utf8)) {
            paths.insert(Array(path.utf8))
        }
        return paths
    }
}
