/// What budgets say of an artifact, as it is stored.
package struct ArtifactBudgets: Hashable, Sendable, Codable {
    /// Whose budgets they are.
    package enum Source: String, Hashable, Sendable, Codable, CaseIterable {
        /// Those of the file in the build.
        case build
        /// The project's own: the build has no file with budgets.
        case project
    }

    package enum Unit: String, Hashable, Sendable, Codable, CaseIterable {
        case bytes, score, count
        /// Of the baseline's value; for a drift, of the oldest build's.
        case percent
    }

    package enum State: String, Hashable, Sendable, Codable, CaseIterable {
        case kept
        /// Beyond its own limit, but not beyond what was accepted.
        case accepted
        /// Beyond its limit, as the baseline is, and no worse than that.
        case noWorse
        case exceeded
    }

    package struct Verdict: Hashable, Sendable, Codable {
        /// The budget's name.
        package var name: String
        /// What it is on: an entry point, a package, a pattern; else the kind of the budget.
        package var subject: String
        /// In the unit, as the limit and the baseline's value are.
        package var value: Double
        package var limit: Double
        /// Nil if there is no baseline, or it does not have the subject.
        package var baseline: Double?
        package var unit: Unit
        package var state: State
        /// The value in its own unit, where `value` is in percent: what an acceptance records.
        package var measured: Double

        package init(
            name: String, subject: String, value: Double, limit: Double, baseline: Double?, unit: Unit, state: State,
            measured: Double
        ) {
            self.name = name
            self.subject = subject
            self.value = value
            self.limit = limit
            self.baseline = baseline
            self.unit = unit
            self.state = state
            self.measured = measured
        }

        /// Once its excess is accepted: the limit is raised to the value.
        package var accepted: Verdict {
            guard state == .exceeded else { return self }
            var accepted = self
            (accepted.state, accepted.limit) = (.accepted, value)
            return accepted
        }
    }

    /// A budget that nothing can be said of.
    package struct Undecided: Hashable, Sendable, Codable {
        package enum Reason: String, Hashable, Sendable, Codable, CaseIterable {
            case noBaseline, notInBaseline, noHistory, notInBuild
            case unknownSize, unknownContent, unknownVersion, unknownInBaseline

            /// Whether the budget may be exceeded, and the build's report does not say.
            var isOpen: Bool {
                switch self {
                case .unknownSize, .unknownContent, .unknownVersion: true
                case .noBaseline, .notInBaseline, .noHistory, .notInBuild, .unknownInBaseline: false
                }
            }
        }

        package var name: String
        package var subject: String
        package var reason: Reason

        package init(name: String, subject: String, reason: Reason) {
            self.name = name
            self.subject = subject
            self.reason = reason
        }
    }

    package var source: Source
    /// At most 1,000, as many as an analysis decides.
    package var verdicts: [Verdict]
    /// At most as many.
    package var undecided: [Undecided]
    /// How many of both are not listed.
    package var omitted: Int
    /// What made the build change from its baseline; nil without one.
    package var causes: [ArtifactCause]?

    package init(
        source: Source, verdicts: [Verdict], undecided: [Undecided] = [], omitted: Int = 0,
        causes: [ArtifactCause]? = nil
    ) {
        self.source = source
        self.verdicts = verdicts
        self.undecided = undecided
        self.omitted = omitted
        self.causes = causes
    }

    package var exceeded: [Verdict] { verdicts.filter { $0.state == .exceeded } }
    package var isExceeded: Bool { verdicts.contains { $0.state == .exceeded } }

    /// Whether every budget is kept, as far as the build says. Not so where an excess goes on, accepted or not.
    package var isKept: Bool {
        omitted == 0 && verdicts.allSatisfy { $0.state == .kept }
            && !undecided.contains { $0.reason.isOpen }
    }

    /// Once all that it exceeds is accepted.
    package var accepted: ArtifactBudgets {
        var accepted = self
        accepted.verdicts = verdicts.map(\.accepted)
        return accepted
    }
}

/// One of the largest reasons why a build differs from its baseline.
package struct ArtifactCause: Hashable, Sendable, Codable {
    /// The package, the module or the file.
    package var name: String
    /// By how many bytes it changed the build, uncompressed; negative if it shrank.
    package var bytes: Int
    /// The import that brought what is new, `src/table.ts:3`; nil if it is not new, or its import is not known.
    package var from: String?

    package init(name: String, bytes: Int, from: String?) {
        self.name = name
        self.bytes = bytes
        self.from = from
    }
}
