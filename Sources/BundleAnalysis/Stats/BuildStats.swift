/// What the analysis needs from a build tool's stats, whichever tool wrote them.
struct BuildStats: Equatable, Sendable {
    struct Asset: Equatable, Sendable {
        /// As in the stats, including any query.
        var name = ""
        /// Bytes, as counted by the tool.
        var size = 0
        /// Whether the stats say that a chunk uses it.
        var hasChunks = false
        /// Where the file may be if it is not at `name`.
        var path: String?
        /// An intermediate file that is not delivered.
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
        /// Chunk ids.
        var chunks: [String] = []
    }

    var publicPath = ""
    var assets: [Asset] = []
    var chunks: [Chunk] = []
    var entryPoints: [EntryPoint] = []
    var repoPath: String?
    var buildPath: String?
    var buildTool: String?
    /// Attaches an HTML page to an entry point only if no other one uses the page's chunk.
    var htmlExclusive = false
    var includeAuxiliary = false
    var strictChunkRelations = false
    /// The audits to run, by rule name; nil for all.
    var rules: [String]?
}

/// Limits on the content of stats, so that a report stays small enough to show.
enum StatsLimits {
    static let assets = 200_000
    static let chunks = 200_000
    static let entryPoints = 5_000
    /// References from entry points to chunks and assets together.
    static let references = 10_000_000
    /// The size of a single asset according to the stats; larger numbers are capped at this one.
    static let assetBytes = 1 << 40
}
