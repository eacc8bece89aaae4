/// Collects what the candidates for a build's stats turn out to be.
struct StatsSearch {
    enum Reading {
        case stats(BuildStats)
        /// Stats that cannot be used.
        case lacking(StatsLack)
        /// Not stats; what it is, if that is worth a warning.
        case other(StatsNote?)
    }

    private var choice: StatsChoice
    private(set) var hasFound = false
    private var descriptions: Set<String> = []
    private var notes: [(file: String, note: StatsNote)] = []
    /// Files that could not be read, or not used.
    private var failures: [(candidate: StatsCandidate, failure: AnalysisFailure, isStats: Bool)] = []

    init(_ members: Members) { choice = StatsChoice(members) }

    mutating func note(_ reading: Reading, _ candidate: StatsCandidate) {
        switch reading {
        case .stats(let stats):
            choice.add(StatsFinder.Found(path: candidate.path, stats: stats))
            hasFound = hasFound || !stats.isManifest
            descriptions.insert(candidate.path)
        case .lacking(let lack):
            failures.append((candidate, .stats(lack.problem(of: ShownName(candidate.path))), true))
            descriptions.insert(candidate.path)
        case .other(let note):
            guard let note else { return }
            notes.append((candidate.path, note))
            descriptions.insert(candidate.path)
        }
    }

    mutating func fail(_ failure: AnalysisFailure, _ candidate: StatsCandidate) {
        failures.append((candidate, failure, candidate.rank.isCertain))
        if candidate.isNamedStats { descriptions.insert(candidate.path) }
    }

    /// - Throws: why the only stats cannot be used.
    func result(warnings: inout AnalysisWarnings) throws(AnalysisFailure) -> StatsFinder.Result {
        let choice = try choice.choice()
        if choice == nil || choice?.found.stats.isManifest == true, let certain = failures.first(where: \.isStats) {
            throw certain.failure
        }
        if choice != nil {
            failures.filter(\.isStats).forEach { warnings.add(.unusedStats(problem: $0.failure.problem)) }
        }
        let unreadable = failures.filter { !$0.isStats }.map(\.candidate.path)
        if !unreadable.isEmpty { warnings.add(.unreadableFiles(names: ShownNames(unreadable))) }
        for (file, note) in notes { warnings.add(.stats(file: ShownName(file), note: note)) }
        if let choice {
            let file = ShownName(choice.found.path)
            choice.found.stats.notes.forEach { warnings.add(.stats(file: file, note: $0)) }
            if !choice.others.isEmpty {
                warnings.add(.stats(file: file, note: .preferred(others: ShownNames(choice.others))))
            }
        }
        return StatsFinder.Result(found: choice?.found, descriptions: descriptions)
    }
}
