/// Whose bytes some of an asset's are.
enum ByteOwner: Hashable, Sendable {
    /// A module of the stats, by its index there.
    case module(Int)
    /// A file that only a source map names, by its index in the map.
    case source(Int)
    /// A file that the source map of a library names, inside of a module of the stats.
    case librarySource(Int)
    /// Several entry modules that webpack put after its runtime; which bytes are whose is not known.
    case inlinedEntries
    /// The build tool's own code.
    case runtime
    /// The source map says that no file is behind them.
    case noSource
    /// The comment that names the source map.
    case mapComment
    /// The asset itself, as one piece.
    case whole
    case unattributed
}
