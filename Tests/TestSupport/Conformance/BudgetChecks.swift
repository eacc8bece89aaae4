import Domain
import Storage
import Testing

extension ArtifactBudgets.Verdict {
    /// A size of so many bytes, with a limit of 100.
    fileprivate static func size(
        _ value: Double, _ state: ArtifactBudgets.State = .kept, name: String = "size max"
    ) -> ArtifactBudgets.Verdict {
        ArtifactBudgets.Verdict(
            name: name, subject: "é/main", value: value, limit: 100, baseline: 90.5, unit: .bytes, state: state,
            measured: value)
    }
}

extension ArtifactBudgets {
    fileprivate static func of(_ verdicts: Verdict...) -> ArtifactBudgets {
        ArtifactBudgets(
            source: .project, verdicts: verdicts,
            undecided: [Undecided(name: "drift", subject: "size", reason: .noHistory)], omitted: 0,
            causes: [ArtifactCause(name: "lodash", bytes: 70_100, from: "src/table.ts:3")])
    }

    fileprivate static let kept = of(.size(100))
    fileprivate static let exceeded = of(.size(101, .exceeded), .size(12, name: "other"))
    fileprivate static let noWorse = of(.size(101, .noWorse))
}

extension NewAcceptance {
    fileprivate static let sample = NewAcceptance(account: 1, acceptedBy: "Ada", reason: "é, we need it.\nReally.")
}

extension StoreFixture {
    /// What was told, the oldest first, as `budget-exceeded 2`.
    fileprivate func told(in project: Project) async throws -> [String] {
        try await store.events(in: project.number, eventType: nil, before: nil, limit: 200).reversed()
            .filter { $0.eventType != .bundleFinished }
            .map { event in
                let payload = String(decoding: event.body.payload(of: event.eventType), as: UTF8.self)
                return "\(event.eventType.text.dropFirst("bundle:".count)) \(payload.dropFirst().dropLast())"
            }
    }

    /// The payload is `[ID]`.
    fileprivate static let body: @Sendable (BundleEvent) -> EventBody = { event in
        EventBody(eventType: event.eventType, payload: "[\(event.artifact.id)]".utf8)
    }

    fileprivate func end(
        _ claimed: ClaimedArtifact, _ budgets: ArtifactBudgets?, seen: (@Sendable ([ExcessAcceptance]) -> Void)? = nil,
        event: @escaping @Sendable (BundleEvent) -> EventBody = StoreFixture.body
    ) async throws {
        var review = BudgetReview(causes: budgets?.causes, isOnBaselineBranch: claimed.isOnBaselineBranch)
        if let budgets {
            review.decide = { accepted in
                seen?(accepted)
                return budgets
            }
        }
        let outcome = ArtifactOutcome.passed(.sample, duration: .milliseconds(12))
        #expect(try await store.finish(claimed.lease, outcome, review: review, event: event, at: now) != nil)
    }

    /// A build that passes with what its budgets say.
    @discardableResult
    fileprivate func passed(
        _ branch: String, _ budgets: ArtifactBudgets?, name: String = "main", hash: String = "abc",
        request: BaselineRequest = BaselineRequest(), isFork: Bool = false, pullRequest: Int64? = nil,
        in project: Project, event: @escaping @Sendable (BundleEvent) -> EventBody = StoreFixture.body
    ) async throws -> Artifact.ID {
        let artifact = try await artifact(
            branch, name: name, hash: hash, request: request, isFork: isFork, pullRequest: pullRequest, in: project)
        let claimed = try #require(try await claimArtifact())
        try await end(claimed, budgets, event: event)
        return artifact.id
    }

    fileprivate func accept(_ id: Artifact.ID, in project: Project) async throws -> AcceptedExcess {
        try await store.acceptExcess(
            .sample, of: id, in: project.number, event: Self.body, at: now, once: nil
        ).value
    }

    /// The acceptances that count for the artifact that is analyzed next.
    fileprivate func considered(in project: Project) async throws -> [Artifact.ID] {
        let claimed = try #require(try await claimArtifact())
        let seen = Box()
        try await end(claimed, .kept, seen: { seen.set($0.map(\.artifact)) })
        return seen.value
    }
}

/// What a closure of the store was given.
private final class Box: @unchecked Sendable {
    private(set) var value: [Artifact.ID] = []
    func set(_ value: [Artifact.ID]) { self.value = value }
}

extension StoreCheck {
    static let budgets: [StoreCheck] = [
        StoreCheck("a project's own budgets are kept as they were typed, until they are replaced or taken away") {
            fixture in
            let project = try await fixture.project()
            let other = try await fixture.project("other")
            #expect(try await fixture.store.budgets(of: project.number) == nil)
            let text = "budgets:\r\n  - on: size # é\n    max: 1 kB\n\n"
            try await fixture.store.setBudgets("budgets: []", of: project.number, at: fixture.now)
            try await fixture.store.setBudgets(text, of: project.number, at: fixture.now + .seconds(1))
            let stored = try #require(try await fixture.store.budgets(of: project.number))
            #expect(stored == ProjectBudgets(text: text, updatedAt: fixture.now + .seconds(1)))
            #expect(stored.text.hasSameBytes(as: text))
            #expect(try await fixture.store.budgets(of: other.number) == nil)
            try await fixture.store.setBudgets(" \r\n\t", of: project.number, at: fixture.now)
            #expect(try await fixture.store.budgets(of: project.number) == nil)
            try await fixture.store.setBudgets(text, of: project.number, at: fixture.now)
            _ = try await fixture.store.deleteProject(project.number, at: fixture.now)
            while try await !fixture.store.erase(limit: 10).isDone {}
            #expect(try await fixture.store.budgets(of: project.number) == nil)
            let refused = try await refusal {
                try await fixture.store.setBudgets(text, of: project.number, at: fixture.now)
            }
            #expect(refused == .notFound)
        },
        StoreCheck("what budgets say is recorded with the result, and replaced or taken away by a new analysis") {
            fixture in
            let project = try await fixture.project(baseline: "main")
            #expect(try await fixture.store.budgets(of: 1, in: project.number) == nil)
            try await fixture.passed("topic", .exceeded, in: project)
            #expect(try await fixture.store.budgets(of: 1, in: project.number) == .exceeded)
            try await fixture.analyzeAgain(in: project)
            try await fixture.end(try #require(try await fixture.claimArtifact()), .kept)
            #expect(try await fixture.store.budgets(of: 1, in: project.number) == .kept)
            try await fixture.analyzeAgain(in: project)
            try await fixture.end(try #require(try await fixture.claimArtifact()), nil)
            #expect(try await fixture.store.budgets(of: 1, in: project.number) == nil)
        },
        StoreCheck("an excess is told once for each artifact, and a new analysis tells only what was asked for") {
            fixture in
            let project = try await fixture.project(baseline: "main")
            try await fixture.passed("topic", .kept, in: project)
            try await fixture.passed("topic", .noWorse, in: project)
            try await fixture.passed("topic", .exceeded, in: project)
            #expect(try await fixture.told(in: project) == ["budget-exceeded 3"])
            for (id, raises) in [(3, true), (1, false)] as [(Artifact.ID, Bool)] {
                try await fixture.analyzeAgain(id, in: project, raisesEvent: raises)
                try await fixture.end(try #require(try await fixture.claimArtifact()), .exceeded)
            }
            #expect(try await fixture.told(in: project) == ["budget-exceeded 3"])
            try await fixture.analyzeAgain(1, in: project, raisesEvent: true)
            try await fixture.end(try #require(try await fixture.claimArtifact()), .exceeded)
            #expect(try await fixture.told(in: project) == ["budget-exceeded 3", "budget-exceeded 1"])
        },
        StoreCheck("the events tell of the artifact, its baseline, its budgets and its causes") { fixture in
            let project = try await fixture.project(baseline: "main")
            try await fixture.passed("main", .kept, in: project)
            try await fixture.passed("topic", .exceeded, in: project) { event in
                guard case .budgetExceeded(let budgets) = event.kind else { return StoreFixture.body(event) }
                #expect(event.artifact.id == 2 && event.artifact.status == .passed && event.baseline?.id == 1)
                #expect(budgets == .exceeded && event.causes == ArtifactBudgets.exceeded.causes)
                return StoreFixture.body(event)
            }
            #expect(try await fixture.told(in: project) == ["budget-exceeded 2"])
        },
        StoreCheck("a baseline branch recovers once every budget is kept again, and no other branch does") { fixture in
            let project = try await fixture.project(baseline: "main")
            for budgets in [.kept, .exceeded, .exceeded, .noWorse, .kept, .kept] as [ArtifactBudgets] {
                try await fixture.passed("main", budgets, in: project)
            }
            let told = ["budget-exceeded 2", "budget-exceeded 3", "budget-recovered 5"]
            #expect(try await fixture.told(in: project) == told)
            try await fixture.passed("topic", .exceeded, in: project)
            try await fixture.passed("topic", .kept, in: project)
            try await fixture.passed("main", .exceeded, isFork: true, in: project)
            try await fixture.passed("main", .kept, isFork: true, in: project)
            try await fixture.passed("main", .exceeded, name: "admin", in: project)
            try await fixture.passed("main", .kept, in: project)
            let more = ["budget-exceeded 7", "budget-exceeded 9", "budget-exceeded 11"]
            #expect(try await fixture.told(in: project) == told + more)
            try await fixture.passed("main", nil, name: "admin", in: project)
            try await fixture.passed("main", .kept, name: "admin", in: project)
            #expect(try await fixture.told(in: project) == told + more + ["budget-recovered 14"])
        },
        StoreCheck("builds that end in another order recover a branch once, with the newest") { fixture in
            let project = try await fixture.project(baseline: "main")
            try await fixture.passed("main", .kept, in: project)
            for _ in 2...4 { _ = try await fixture.artifact("main", in: project) }
            var claimed: [ClaimedArtifact] = []
            while let next = try await fixture.claimArtifact() { claimed.append(next) }
            try await fixture.end(claimed[2], .kept)
            #expect(try await fixture.told(in: project) == [])
            try await fixture.end(claimed[1], .exceeded)
            #expect(try await fixture.told(in: project) == ["budget-exceeded 3", "budget-recovered 4"])
            try await fixture.end(claimed[0], .kept)
            #expect(try await fixture.told(in: project) == ["budget-exceeded 3", "budget-recovered 4"])
        },
        StoreCheck("builds that end at the same time neither miss a recovery nor tell of it twice") { fixture in
            let project = try await fixture.project(baseline: "main")
            for round in 0..<8 {
                for _ in 0..<3 { _ = try await fixture.artifact("main", in: project) }
                var claimed: [ClaimedArtifact] = []
                while let next = try await fixture.claimArtifact() { claimed.append(next) }
                try await withThrowingTaskGroup(of: Void.self) { group in
                    for (place, next) in claimed.enumerated() {
                        group.addTask { try await fixture.end(next, place == 1 ? .exceeded : .kept) }
                    }
                    try await group.waitForAll()
                }
                let first = round * 3 + 1
                let told = try await fixture.told(in: project).suffix(2)
                #expect(told == ["budget-exceeded \(first + 1)", "budget-recovered \(first + 2)"])
                #expect(try await fixture.told(in: project).count == (round + 1) * 2)
            }
        },
        StoreCheck("a comparison that is made again is told, with an excess that it finds, and no `bundle:finished`") {
            fixture in
            let project = try await fixture.project(baseline: "main")
            let request = BaselineRequest(commitHash: "base")
            try await fixture.passed("topic", .kept, hash: "t", request: request, in: project)
            try await fixture.passed("main", nil, hash: "base", in: project)
            let claimed = try #require(try await fixture.claimArtifact())
            #expect(claimed.artifact.id == 1 && claimed.baseline?.id == 2)
            try await fixture.end(claimed, .exceeded)
            #expect(try await fixture.told(in: project) == ["compared 1", "budget-exceeded 1"])
            #expect(
                try await fixture.store.events(in: project.number, eventType: nil, before: nil, limit: 9).count == 4)
            try await fixture.analyzeAgain(1, in: project)
            try await fixture.end(try #require(try await fixture.claimArtifact()), .exceeded)
            #expect(try await fixture.told(in: project) == ["compared 1", "budget-exceeded 1"])
        },
        StoreCheck("an excess is accepted with who, when and why, and told; what is not exceeded cannot be") {
            fixture in
            let project = try await fixture.project(baseline: "main")
            func refused(_ id: Artifact.ID) async throws -> StoreError? {
                try await refusal { _ = try await fixture.accept(id, in: project) }
            }
            #expect(try await refused(1) == .notFound)
            try await fixture.passed("main", nil, in: project)
            try await fixture.passed("main", .kept, in: project)
            for id in [1, 2] as [Artifact.ID] { #expect(try await refused(id) == .conflict(.nothingToAccept)) }
            try await fixture.passed("main", .exceeded, in: project)
            let accepted = try await fixture.accept(3, in: project)
            let acceptance = ExcessAcceptance(
                artifact: 3, account: 1, acceptedBy: "Ada", reason: NewAcceptance.sample.reason,
                excesses: [.size(101, .exceeded)], acceptedAt: fixture.now)
            #expect(accepted.artifact.id == 3 && accepted.acceptances == [acceptance])
            let budgets = try #require(try await fixture.store.budgets(of: 3, in: project.number))
            #expect(budgets == accepted.budgets && !budgets.isExceeded && !budgets.isKept)
            #expect(budgets.verdicts.map(\.state) == [.accepted, .kept] && budgets.verdicts[0].limit == 101)
            #expect(try await fixture.store.acceptances(of: 3, in: project.number) == [acceptance])
            #expect(try await fixture.store.acceptances(of: 2, in: project.number) == [])
            #expect(try await refused(3) == .conflict(.nothingToAccept))
            #expect(try await fixture.told(in: project) == ["budget-exceeded 3", "accepted 3"])
            // What was accepted goes on: the branch has not recovered.
            try await fixture.passed("main", budgets, in: project)
            try await fixture.passed("main", .kept, in: project)
            #expect(
                try await fixture.told(in: project) == ["budget-exceeded 3", "accepted 3", "budget-recovered 5"])
        },
        StoreCheck(
            "what was accepted counts for the artifact, for its branch from then on, and for what it is the base of"
        ) {
            fixture in
            let project = try await fixture.project(baseline: "main")
            _ = try await fixture.artifact("topic", in: project)
            #expect(try await fixture.considered(in: project) == [])
            try await fixture.passed("topic", .exceeded, hash: "base", in: project)
            _ = try await fixture.accept(2, in: project)
            for (branch, name, isFork) in [("main", "main", false), ("topic", "admin", false), ("topic", "main", true)]
            {
                _ = try await fixture.artifact(branch, name: name, isFork: isFork, in: project)
                #expect(try await fixture.considered(in: project) == [], "\(branch) \(name)")
            }
            _ = try await fixture.artifact(
                "other", request: BaselineRequest(commitHash: "base"), in: project)
            #expect(try await fixture.considered(in: project) == [2])
            try await fixture.passed("topic", .exceeded, in: project)
            _ = try await fixture.accept(7, in: project)
            _ = try await fixture.artifact("topic", in: project)
            #expect(try await fixture.considered(in: project) == [2, 7])
            for (id, expected) in [(1, []), (2, [2]), (7, [2, 7])] as [(Artifact.ID, [Artifact.ID])] {
                try await fixture.analyzeAgain(id, in: project)
                #expect(try await fixture.considered(in: project) == expected, "\(id)")
            }
        },
        StoreCheck("of very many acceptances the newest count, the artifact's own last") { fixture in
            let project = try await fixture.project(baseline: "main")
            for id in 1...(ExcessAcceptance.maximumConsidered + 1) {
                try await fixture.passed("topic", .exceeded, in: project)
                _ = try await fixture.accept(Artifact.ID(id), in: project)
            }
            _ = try await fixture.artifact("topic", in: project)
            let considered = try await fixture.considered(in: project)
            #expect(considered.count == ExcessAcceptance.maximumConsidered && considered.first == 2)
            #expect(considered.last == 101)
        },
        StoreCheck("budgets and acceptances go with their artifact") { fixture in
            let project = try await fixture.project(baseline: "main")
            try await fixture.passed("topic", .exceeded, in: project)
            _ = try await fixture.accept(1, in: project)
            try await fixture.passed("topic", .kept, in: project)
            let pruned = try await fixture.store.pruneArtifacts(
                before: fixture.now + .seconds(60), keeping: 1_000, from: project.number, limit: 10)
            #expect(!pruned.blobKeys.isEmpty)
            #expect(try await fixture.store.budgets(of: 1, in: project.number) == nil)
            #expect(try await fixture.store.acceptances(of: 1, in: project.number) == [])
            #expect(try await fixture.store.budgets(of: 2, in: project.number) == .kept)
            _ = try await fixture.store.deleteProject(project.number, at: fixture.now)
            while try await !fixture.store.erase(limit: 10).isDone {}
            #expect(try await fixture.store.budgets(of: 2, in: project.number) == nil)
        },
        StoreCheck("a drift is measured from the builds of the baseline branch before, the oldest first") { fixture in
            let project = try await fixture.project(baseline: nil)
            _ = try await fixture.artifact("topic", in: project)
            let first = try #require(try await fixture.claimArtifact())
            #expect(!first.isOnBaselineBranch)
            #expect(try await fixture.store.driftReports(of: first, limit: 5) == [])
            for _ in 2...4 { try await fixture.passed("master", .kept, in: project) }
            for (branch, isOn) in [("topic", false), ("master", true), ("main", true)] {
                _ = try await fixture.artifact(branch, in: project)
                let claimed = try #require(try await fixture.claimArtifact())
                #expect(claimed.isOnBaselineBranch == isOn, "\(branch)")
                #expect(try await fixture.store.driftReports(of: claimed, limit: 2).count == 2, "\(branch)")
                try await fixture.end(claimed, .kept)
            }
            _ = try await fixture.artifact("master", in: project)
            let late = try #require(try await fixture.claimArtifact())
            #expect(!late.isOnBaselineBranch)
            #expect(try await fixture.store.driftReports(of: late, limit: 2).count == 1)
        },
        StoreCheck("a baseline branch given as an expression is every branch that it matches") { fixture in
            let project = try await fixture.project(baseline: "/^release-/")
            for (branch, isFork, isOn) in [
                ("release-1", false, true), ("release-2", true, false), ("main", false, false),
            ] {
                _ = try await fixture.artifact(branch, isFork: isFork, in: project)
                let claimed = try #require(try await fixture.claimArtifact())
                #expect(claimed.isOnBaselineBranch == isOn, "\(branch)")
            }
        },
    ]
}
