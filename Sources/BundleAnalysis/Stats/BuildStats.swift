/// What the analysis needs from a build tool's stats, whichever tool wrote them.
struct BuildStats: Equatable, Sendable {
    struct Asset: Equatable, Sendable {
        /// As in the stats, including any query.
        var name = ""
        /// Bytes, as counted by the tool.
        var size = 0
        /// Ids of the chunks that use it, as the stats say.
        var chunks: [String] = []
        /// Whether a chunk uses it.
        var hasChunks = false
        /// Where the file may be if it is not at `name`.
        var path: String?
        /// An intermediate file that is not delivered.
        var isIntermediate = false
        /// A chunk names it, but the list of assets does not: its size is not known without its file.
        var isUnlisted = false
        /// Where the extension does not tell.
        var type: AssetType?
    }

    struct Chunk: Equatable, Sendable {
        /// Empty if the stats leave it out.
        var id = ""
        var names: [String] = []
        var isInitial = false
        var isEntry = false
        /// Nil if the stats leave them out.
        var files: [String]?
        var auxiliaryFiles: [String] = []
        /// Files that modules of the chunk emit: images, fonts.
        var moduleAssets: [String] = []
        /// Ids of the chunks that this one loads; nil if the stats leave them out.
        var children: [String]?
        /// Ids of the chunks that load this one.
        var parents: [String] = []
    }

    struct EntryPoint: Equatable, Sendable {
        var name = ""
        /// Chunk ids; nil if the stats leave them out.
        var chunks: [String]?
        /// The names of the assets that the page loads.
        var assets: [String] = []
    }

    /// What the addresses of the assets begin with. A build of several configurations may have several.
    var publicPaths: [String] = []
    /// Where the tool wrote the assets to, on its machine.
    var outputPath: String?
    var assets: [Asset] = []
    var chunks: [Chunk] = []
    var entryPoints: [EntryPoint] = []
    var repoPath: String?
    var buildPath: String?
    var buildTool: String?
    /// Attaches an HTML page to an entry point only if no other one uses the page's chunk.
    var htmlExclusive = false
    var includeAuxiliary = false
    /// Only those children of a chunk count that its scripts load.
    var strictChunkRelations = false
    /// The audits to run, by rule name; nil for all.
    var rules: [String]?
    /// Names the files of the build, but not what is in them: anything else that is found says more.
    var isManifest = false
    var modules = StatsModules()
    var packages: [PackageVersion] = []
    /// What is odd about the stats.
    var notes: [StatsNote] = []
}

/// Limits on the content of stats, so that a report stays small enough to show.
enum StatsLimits {
    static let assets = 200_000
    static let chunks = 200_000
    static let entryPoints = 5_000
    static let modules = 2_000_000
    /// Modules of all chunks together, each counted in every chunk that it is in.
    static let memberships = 20_000_000
    static let packages = 200_000
    /// References from entry points to chunks and assets together.
    static let references = 10_000_000
    /// Modules of the chunks of all entry points together, each counted in every chunk that lists it.
    static let entryModules = 50_000_000
    /// Chunks and files that are looked at to find out what visits of all entry points download.
    static let visits = 50_000_000
    /// The size of a single asset according to the stats; larger numbers are capped at this one.
    static let assetBytes = 1 << 40
    /// Configurations of one build.
    static let configurations = 100
}
