/// What is odd about a file with stats that could be used all the same, or about one that only looks like stats.
package enum StatsNote: Hashable, Sendable, Codable {
    /// There are lines of text before or after the JSON.
    case textAround
    /// Chunks name these files, but `assets` leaves them out.
    case unlistedAssets(names: ShownNames)
    /// Chunks do not say which others they load, so what is loaded later is not known.
    case noChunkRelations
    /// Chunks have no ids.
    case noIDs
    /// These stats are in the build too, but only those of the file were used.
    case preferred(others: ShownNames)
    /// These configurations lack chunks or entry points, and were left out.
    case incompleteConfigurations(names: ShownNames)
    /// It is what `webpack-bundle-tracker` writes.
    case bundleTracker
    /// It is from webpack or rspack, but lacks assets, chunks and entry points.
    case incomplete
    /// It has the name of stats, but is something else.
    case notStats
}
