/// A file of the build that may be its stats, judging by its name; its content decides.
struct StatsCandidate: Equatable {
    /// How strongly the name suggests stats, best first.
    enum Rank: Int, Comparable {
        /// `webpack-stats*`: what the build plugins write.
        case plugin
        /// Any other `.jsonr`.
        case jsonr
        /// `stats.json`.
        case stats
        /// Something with `meta` in its name.
        case metafile
        case json

        static func < (one: Rank, other: Rank) -> Bool { one.rawValue < other.rawValue }

        /// Whether a file with such a name must be stats: if it cannot be read, the build is at fault.
        var isCertain: Bool { self <= .stats }
    }

    let path: String
    let rank: Rank

    /// The candidates among `paths`, likeliest first, and among equals the one nearest to the root first.
    static func among(_ paths: [String]) -> [StatsCandidate] {
        let found = paths.compactMap { path in rank(of: path).map { StatsCandidate(path: path, rank: $0) } }
        return found.sorted { one, other in
            (one.rank.rawValue, depth(one.path), one.path) < (other.rank.rawValue, depth(other.path), other.path)
        }
    }

    /// Whether the name says that it has stats of something.
    var isNamedStats: Bool { MemberPath.basename(of: path).lowercased().contains("stats") }

    private static func rank(of path: String) -> Rank? {
        var name = MemberPath.basename(of: path).lowercased()
        if name.hasSuffix(".gz") { name.removeLast(3) }
        let isJSONR = name.hasSuffix(".jsonr")
        let isPlugins = name.hasPrefix("webpack-stats")
        // Older plugins write MessagePack; any other `.mp` is something else.
        guard isJSONR || name.hasSuffix(".json") || isPlugins && name.hasSuffix(".mp") else { return nil }
        if isPlugins { return .plugin }
        if isJSONR { return .jsonr }
        if name == "stats.json" { return .stats }
        return name.contains("meta") ? .metafile : .json
    }

    private static func depth(_ path: String) -> Int { path.utf8.count { $0 == UInt8(ascii: "/") } }
}
