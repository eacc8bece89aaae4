/// Collects the warnings of an analysis.
struct AnalysisWarnings: Equatable {
    /// How many warnings are kept; beyond that, the last one says how many more there were.
    static let limit = 50

    private var kept: [AnalysisWarning] = []
    private var dropped = 0

    mutating func add(_ warning: AnalysisWarning) {
        if kept.count < Self.limit - 1 { kept.append(warning) } else { dropped += 1 }
    }

    var all: [AnalysisWarning] {
        dropped == 0 ? kept : kept + [.more(count: dropped)]
    }
}
