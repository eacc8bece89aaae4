package import Domain
import Storage
import Testing

extension StoreFixture {
    /// Publishes against a quota; returns why the event was refused, or nil if it was accepted.
    package func publish(
        _ payload: String = "{}", within quota: EventQuota?, in project: Project, at time: Timestamp? = nil,
        once key: String? = nil
    ) async throws -> QuotaBreach? {
        var event = NewEvent.sample("a:b", in: project, payload: payload)
        event.quota = quota
        let once = key.map { key in
            Once<Accepted>(
                key: IdempotencyKey(account: 1, method: "POST", path: "/events", key: key, bodyHash: [1])
            ) { _ in StoredAnswer(status: 202, body: []) }
        }
        let refused = try await refusal { try await store.accept(event, at: time ?? now, once: once) }
        guard case .quota(let breach)? = refused else {
            #expect(refused == nil)
            return nil
        }
        return breach
    }

    package func eventCount(in project: Project) async throws -> Int {
        try await store.events(in: project.number, eventType: nil, before: nil, limit: 1_000).count
    }

    /// The total stored afterward, or why the build was refused.
    fileprivate func store(
        _ bytes: Int64, quota: Int64?, in project: Project
    ) async throws -> Result<Int64, StoreError> {
        let build = Artifact.Build(
            branch: "main", name: "main", hash: "abc", commitMessage: nil, author: nil,
            buildKey: "builds/\(project.number)/x.tar", archiveBytes: bytes)
        let refused = try await refusal {
            try await store.createArtifact(
                build, baseline: BaselineRequest(), quota: quota, in: project.number, at: now, once: nil)
        }
        if let refused { return .failure(refused) }
        return .success(try await store.storedBytes(in: project.number))
    }
}

extension StoreCheck {
    static let quotas: [StoreCheck] = [
        StoreCheck("a day's quota of events is exact, each project's own, and starts anew the next day") { fixture in
            let project = try await fixture.project()
            let other = try await fixture.project("other")
            let quota = EventQuota(events: 3)
            for _ in 0..<3 { #expect(try await fixture.publish(within: quota, in: project) == nil) }
            let end = fixture.now.untilNextDay
            let breach = QuotaBreach(kind: .events, limit: 3, retryAfter: end)
            for _ in 0..<2 { #expect(try await fixture.publish(within: quota, in: project) == breach) }
            #expect(try await fixture.eventCount(in: project) == 3)
            #expect(try await fixture.publish(within: quota, in: other) == nil)
            let tomorrow = fixture.now + end
            #expect(try await fixture.publish(within: quota, in: project, at: tomorrow) == nil)
            // An event from a node whose clock is behind counts for the newest day.
            #expect(try await fixture.publish(within: quota, in: project) == nil)
            #expect(try await fixture.publish(within: quota, in: project, at: tomorrow) == nil)
            #expect(try await fixture.publish(within: quota, in: project, at: tomorrow)?.kind == .events)
        },
        StoreCheck("a day's quota of bytes counts bodies as they are sent, and what is smaller still fits") { fixture in
            let project = try await fixture.project()
            let small = NewEvent.sample("a:b", in: project).body.bytes.count
            let quota = EventQuota(bytes: Int64(3 * small + 10))
            #expect(try await fixture.publish(within: quota, in: project) == nil)
            let large = #"{"pad":"\#(String(repeating: "x", count: 2 * small))"}"#
            let breach = try await fixture.publish(large, within: quota, in: project)
            #expect(breach?.kind == .eventBytes && breach?.limit == quota.bytes)
            for _ in 0..<2 { #expect(try await fixture.publish(within: quota, in: project) == nil) }
            #expect(try await fixture.publish(within: quota, in: project) != nil)
            #expect(try await fixture.eventCount(in: project) == 3)
        },
        StoreCheck("of events that come at once as many are accepted as fit, and the others are refused alone") {
            fixture in
            let project = try await fixture.project()
            let quota = EventQuota(events: 40)
            let refused = try await withThrowingTaskGroup(of: Bool.self) { group in
                for _ in 0..<100 {
                    group.addTask { try await fixture.publish(within: quota, in: project) != nil }
                }
                return try await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
            }
            #expect(refused == 60)
            #expect(try await fixture.eventCount(in: project) == 40)
        },
        StoreCheck("the server's own events are neither counted nor refused") { fixture in
            let project = try await fixture.project()
            let webhook = try await fixture.webhook(in: project)
            let quota = EventQuota(events: 2, bytes: 1_000)
            try await fixture.publish(in: project)
            #expect(try await fixture.publish(within: quota, in: project) == nil)
            #expect(try await fixture.publish(within: quota, in: project) == nil)
            #expect(try await fixture.publish(within: quota, in: project) != nil)
            try await fixture.publish(in: project)
            try await fixture.ping(webhook, in: project)
            try await fixture.passed("main", in: project)
            #expect(try await fixture.eventCount(in: project) == 6)
        },
        StoreCheck("a repeat is answered as the first time where the quota is used up, and not counted") { fixture in
            let project = try await fixture.project()
            let quota = EventQuota(events: 2)
            for _ in 0..<5 { #expect(try await fixture.publish(within: quota, in: project, once: "k") == nil) }
            #expect(try await fixture.publish(within: quota, in: project, once: "l") == nil)
            #expect(try await fixture.publish(within: quota, in: project, once: "k") == nil)
            #expect(try await fixture.publish(within: quota, in: project, once: "m")?.kind == .events)
            // A refused event does not use up its key.
            #expect(try await fixture.publish(within: nil, in: project, once: "m") == nil)
            #expect(try await fixture.eventCount(in: project) == 3)
        },
        StoreCheck("an event of a project that is gone is not counted, and says so") { fixture in
            let project = try await fixture.project()
            _ = try await fixture.store.deleteProject(project.number, at: fixture.now)
            var event = NewEvent.sample("a:b", in: project)
            event.quota = EventQuota(events: 1)
            for _ in 0..<3 {
                #expect(
                    try await refusal { try await fixture.store.accept(event, at: fixture.now, once: nil) } == .notFound
                )
            }
        },
        StoreCheck("builds and reports count for as long as they are stored") { fixture in
            let project = try await fixture.project()
            #expect(try await fixture.store(60, quota: 100, in: project) == .success(60))
            let breach = QuotaBreach(
                kind: .artifactBytes, limit: 100, retryAfter: QuotaBreach.artifactRetryAfter)
            #expect(try await fixture.store(41, quota: 100, in: project) == .failure(.quota(breach)))
            let never = QuotaBreach(kind: .artifactBytes, limit: 100, retryAfter: nil)
            #expect(try await fixture.store(101, quota: 100, in: project) == .failure(.quota(never)))
            #expect(try await fixture.store(40, quota: 100, in: project) == .success(100))
            #expect(try await fixture.store(7, quota: nil, in: project) == .success(107))
            try await fixture.analyze(.passed(.sample, duration: .milliseconds(1), reportBytes: 20))
            #expect(try await fixture.store.storedBytes(in: project.number) == 127)
            // A refused build leaves no gap in the artifact numbers.
            #expect(try await fixture.store.artifact(4, in: project.number) == nil)
            let later = fixture.now + .seconds(60)
            try await fixture.analyze(.failed(reason: RecordedMessage(english: "no"), duration: .milliseconds(1)))
            try await fixture.analyze(.failed(reason: RecordedMessage(english: "no"), duration: .milliseconds(1)))
            let pruned = try await fixture.store.pruneArtifacts(
                before: later, keeping: 100, from: project.number, limit: 100)
            #expect(pruned.blobKeys.count == 2)
            #expect(try await fixture.store.storedBytes(in: project.number) == 80)
        },
        StoreCheck("of builds that come at once no more are taken than fit") { fixture in
            let project = try await fixture.project()
            let taken = try await withThrowingTaskGroup(of: Bool.self) { group in
                for _ in 0..<20 {
                    group.addTask {
                        if case .success = try await fixture.store(10, quota: 75, in: project) { return true }
                        return false
                    }
                }
                return try await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
            }
            #expect(taken == 7)
            #expect(try await fixture.store.storedBytes(in: project.number) == 70)
        },
    ]
}
