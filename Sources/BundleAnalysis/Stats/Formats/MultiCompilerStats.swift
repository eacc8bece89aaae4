/// Reads the stats of a build with several configurations: those of each are in `children`.
struct MultiCompilerStats: StatsFormat {
    /// How deep configurations may contain others.
    private static let depthLimit = 4

    func recognizes(_ outline: StatsOutline) throws(StatsFault) -> Bool {
        guard outline.isArray("children") else { return false }
        return try !Self.configurations(outline, Self.depthLimit).isEmpty
    }

    func read(_ outline: StatsOutline) throws(StatsFault) -> StatsReading {
        var merged = MergedConfigurations()
        var lack: StatsLack?
        var left: [String] = []
        for child in try Self.configurations(outline, Self.depthLimit) {
            switch try WebpackStats().read(child) {
            case .stats(let stats):
                merged.add(stats, name: try child.string("name"))
                let reader = child.reader
                try reader.check(merged.count(\.assets.count), atMost: StatsLimits.assets, .assets)
                try reader.check(merged.count(\.chunks.count), atMost: StatsLimits.chunks, .chunks)
                try reader.check(merged.count(\.entryPoints.count), atMost: StatsLimits.entryPoints, .entryPoints)
            case .lacking(let missing):
                lack = lack ?? missing
                left.append(try child.string("name") ?? "\(merged.configurations + left.count + 1)")
            }
        }
        guard !merged.isEmpty else { return .lacking(lack ?? .chunks) }
        var stats = merged.stats
        if !left.isEmpty { stats.notes.append(.incompleteConfigurations(names: ShownNames(left))) }
        return .stats(stats)
    }

    /// A configuration's own `children` are those of plugins, and no part of the build.
    private static func configurations(_ outline: StatsOutline, _ depth: Int) throws(StatsFault) -> [StatsOutline] {
        var found: [StatsOutline] = []
        for child in try outline.outlines("children", limit: StatsLimits.configurations) {
            if try WebpackStats().recognizes(child) {
                found.append(child)
            } else if depth > 1 {
                found += try configurations(child, depth - 1)
            }
            guard found.count < StatsLimits.configurations else { break }
        }
        return found
    }
}
