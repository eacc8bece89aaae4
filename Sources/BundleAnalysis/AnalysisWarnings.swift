/// Sentences about anomalies in a build that could be analyzed all the same.
struct AnalysisWarnings: Equatable {
    /// How many warnings are kept; beyond that, the last one says how many more there were.
    static let limit = 50

    private var kept: [String] = []
    private var dropped = 0

    mutating func add(_ sentence: String) {
        if kept.count < Self.limit - 1 { kept.append(sentence) } else { dropped += 1 }
    }

    var sentences: [String] {
        dropped == 0 ? kept : kept + ["There are \(dropped) more warnings like these."]
    }
}
