/// What the analysis needs of a build tool's stats, whatever tool wrote them.
struct BuildStats: Equatable, Sendable {
    struct Asset: Equatable, Sendable {
        /// As the stats have it, with whatever query follows.
        var name = ""
        /// Bytes, as the tool counted them.
        var size = 0
        /// Whether a chunk is said to use it.
        var hasChunks = false
        /// Where the file may lie if it is not at `name`.
        var path: String?
        /// Made on the way and not delivered.
        var isIntermediate = false
    }

    struct Chunk: Equatable, Sendable {
        var id = ""
        var isInitial = false
        var isEntry = false
        var files: [String] = []
        var auxiliaryFiles: [String] = []
        /// Files that modules of the chunk emit: images, fonts.
        var moduleAssets: [String] = []
        /// Ids of the chunks that this one loads.
        var children: [String] = []
    }

    struct EntryPoint: Equatable, Sendable {
        var name = ""
        /// Ids.
        var chunks: [String] = []
    }

    var publicPath = ""
    var assets: [Asset] = []
    var chunks: [Chunk] = []
    var entryPoints: [EntryPoint] = []
    var repoPath: String?
    var buildPath: String?
    var buildTool: String?
    /// Attach an HTML page to an entry point only if no other one uses the page's chunk.
    var htmlExclusive = false
    var includeAuxiliary = false
    var strictChunkRelations = false
    /// The audits to run, by the names of their rules; nil for all.
    var rules: [String]?
}

/// What stats may at most hold, so that a report stays of a size that can be shown.
enum StatsLimits {
    static let assets = 200_000
    static let chunks = 200_000
    static let entryPoints = 5_000
    /// References from entry points to chunks and assets together.
    static let references = 10_000_000
    /// A single asset's size as the stats have it; larger numbers count as this one.
    static let assetBytes = 1 << 40
}
