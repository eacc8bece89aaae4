/// A form in which build tools describe a build.
///
/// To read another one, add a type to `Stats/Formats` and its name to ``StatsFormats/all``.
protocol StatsFormat: Sendable {
    /// Whether the object is in this format, judging by a few of its members.
    func recognizes(_ outline: StatsOutline) throws(StatsFault) -> Bool

    /// Reads an object that was recognized.
    func read(_ outline: StatsOutline) throws(StatsFault) -> StatsReading
}

/// What was read of a file that was recognized as stats.
enum StatsReading: Equatable {
    case stats(BuildStats)
    /// They are stats, but cannot be used without what they lack.
    case lacking(StatsLack)
}

/// What stats cannot be used without.
enum StatsLack: Equatable {
    case chunks, entryPoints, metafileEntryPoints

    func problem(of file: ShownName) -> StatsProblem {
        switch self {
        case .chunks: .noChunks(file: file)
        case .entryPoints: .noEntryPoints(file: file)
        case .metafileEntryPoints: .noMetafileEntryPoints(file: file)
        }
    }
}

enum StatsFormats {
    /// In the order in which they are tried: an object that several recognize is read by the first.
    static let all: [any StatsFormat] = [
        WebpackStats(), MultiCompilerStats(), EsbuildMetafile(), EsbuildResult(), RollupBundle(), ViteManifest(),
    ]

    /// Nil if no format recognizes the object.
    static func read(_ outline: StatsOutline) throws(StatsFault) -> StatsReading? {
        guard outline.isObject else { return nil }
        for format in all where try format.recognizes(outline) { return try format.read(outline) }
        return nil
    }
}
