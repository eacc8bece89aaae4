import Metrics

/// What an operator monitors about analyses. Created once, because looking up a counter costs more than counting.
struct AnalysisMetrics: Sendable {
    enum Outcome: String, CaseIterable {
        case passed, failed
        /// It failed because of this machine, and is tried again.
        case machine
    }

    private let counters = Outcome.allCases.map {
        Counter(label: "perfsee_analyses_total", dimensions: [("outcome", $0.rawValue)])
    }
    private let duration = Timer(label: "perfsee_analysis_duration")

    func count(_ outcome: Outcome, took duration: Duration) {
        if let index = Outcome.allCases.firstIndex(of: outcome) { counters[index].increment() }
        self.duration.record(duration: duration)
    }
}
