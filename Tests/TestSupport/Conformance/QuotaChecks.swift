package import Domain
import Storage
import Testing

extension StoreBed {
    /// Publishes against a quota; answers why the event was refused, nil where it was not.
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

    /// What is stored afterwards, or why the build was refused.
    fileprivate func store(
        _ bytes: Int64, quota: Int64?, in project: Project
    ) async throws -> Result<Int64, StoreError> {
        let build = Artifact.Build(
            branch: "main", name: "main", hash: "abc", commitMessage: nil, author: nil,
            buildKey: "builds/\(project.number)/x.tar", archiveBytes: bytes)
        let refused = try await refusal {
            try await store.createArtifact(
                build, baseline: BaselineWish(), quota: quota, in: project.number, at: now, once: nil)
        }
        if let refused { return .failure(refused) }
        return .success(try await store.storedBytes(in: project.number))
    }
}

extension StoreCheck {
    static let quotas: [StoreCheck] = [
        StoreCheck("a day's quota of events is exact, each project's own, and starts anew the next day") { bed in
            let project = try await bed.project()
            let other = try await bed.project("other")
            let quota = EventQuota(events: 3)
            for _ in 0..<3 { #expect(try await bed.publish(within: quota, in: project) == nil) }
            let end = bed.now.secondsUntilNextDay
            let breach = QuotaBreach(kind: .events, limit: 3, retryAfter: end)
            for _ in 0..<2 { #expect(try await bed.publish(within: quota, in: project) == breach) }
            #expect(try await bed.eventCount(in: project) == 3)
            #expect(try await bed.publish(within: quota, in: other) == nil)
            let tomorrow = bed.now.adding(seconds: Double(end))
            #expect(try await bed.publish(within: quota, in: project, at: tomorrow) == nil)
            // A clock that is behind counts for the newest day.
            #expect(try await bed.publish(within: quota, in: project) == nil)
            #expect(try await bed.publish(within: quota, in: project, at: tomorrow) == nil)
            #expect(try await bed.publish(within: quota, in: project, at: tomorrow)?.kind == .events)
        },
        StoreCheck("a day's quota of bytes counts bodies as they are sent, and what is smaller still fits") { bed in
            let project = try await bed.project()
            let small = NewEvent.sample("a:b", in: project).body.bytes.count
            let quota = EventQuota(bytes: Int64(3 * small + 10))
            #expect(try await bed.publish(within: quota, in: project) == nil)
            let large = #"{"pad":"\#(String(repeating: "x", count: 2 * small))"}"#
            let breach = try await bed.publish(large, within: quota, in: project)
            #expect(breach?.kind == .eventBytes && breach?.limit == quota.bytes)
            for _ in 0..<2 { #expect(try await bed.publish(within: quota, in: project) == nil) }
            #expect(try await bed.publish(within: quota, in: project) != nil)
            #expect(try await bed.eventCount(in: project) == 3)
        },
        StoreCheck("of events that come at once as many are accepted as fit, and the others are refused alone") { bed in
            let project = try await bed.project()
            let quota = EventQuota(events: 40)
            let refused = try await withThrowingTaskGroup(of: Bool.self) { group in
                for _ in 0..<100 {
                    group.addTask { try await bed.publish(within: quota, in: project) != nil }
                }
                return try await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
            }
            #expect(refused == 60)
            #expect(try await bed.eventCount(in: project) == 40)
        },
        StoreCheck("the server's own events are neither counted nor refused") { bed in
            let project = try await bed.project()
            let webhook = try await bed.webhook(in: project)
            let quota = EventQuota(events: 2, bytes: 1_000)
            try await bed.publish(in: project)
            #expect(try await bed.publish(within: quota, in: project) == nil)
            #expect(try await bed.publish(within: quota, in: project) == nil)
            #expect(try await bed.publish(within: quota, in: project) != nil)
            try await bed.publish(in: project)
            try await bed.ping(webhook, in: project)
            try await bed.passed("main", in: project)
            #expect(try await bed.eventCount(in: project) == 6)
        },
        StoreCheck("a repeat is answered as the first time where the quota is used up, and not counted") { bed in
            let project = try await bed.project()
            let quota = EventQuota(events: 2)
            for _ in 0..<5 { #expect(try await bed.publish(within: quota, in: project, once: "k") == nil) }
            #expect(try await bed.publish(within: quota, in: project, once: "l") == nil)
            #expect(try await bed.publish(within: quota, in: project, once: "k") == nil)
            #expect(try await bed.publish(within: quota, in: project, once: "m")?.kind == .events)
            // What was refused did not use up its key.
            #expect(try await bed.publish(within: nil, in: project, once: "m") == nil)
            #expect(try await bed.eventCount(in: project) == 3)
        },
        StoreCheck("an event of a project that is gone is not counted, and says so") { bed in
            let project = try await bed.project()
            _ = try await bed.store.deleteProject(project.number, at: bed.now)
            var event = NewEvent.sample("a:b", in: project)
            event.quota = EventQuota(events: 1)
            for _ in 0..<3 {
                #expect(try await refusal { try await bed.store.accept(event, at: bed.now, once: nil) } == .notFound)
            }
        },
        StoreCheck("builds and reports count for as long as they are stored") { bed in
            let project = try await bed.project()
            #expect(try await bed.store(60, quota: 100, in: project) == .success(60))
            let breach = QuotaBreach(
                kind: .artifactBytes, limit: 100, retryAfter: QuotaBreach.artifactRetryAfter)
            #expect(try await bed.store(41, quota: 100, in: project) == .failure(.quota(breach)))
            let never = QuotaBreach(kind: .artifactBytes, limit: 100, retryAfter: nil)
            #expect(try await bed.store(101, quota: 100, in: project) == .failure(.quota(never)))
            #expect(try await bed.store(40, quota: 100, in: project) == .success(100))
            #expect(try await bed.store(7, quota: nil, in: project) == .success(107))
            try await bed.analyse(.passed(.sample, duration: 1, reportBytes: 20))
            #expect(try await bed.store.storedBytes(in: project.number) == 127)
            // A refused build leaves no gap in the artifacts' numbers.
            #expect(try await bed.store.artifact(4, in: project.number) == nil)
            let later = bed.now.adding(seconds: 60)
            try await bed.analyse(.failed(reason: "no", duration: 1))
            try await bed.analyse(.failed(reason: "no", duration: 1))
            let pruned = try await bed.store.pruneArtifacts(
                before: later, keeping: 100, from: project.number, limit: 100)
            #expect(pruned.blobKeys.count == 2)
            #expect(try await bed.store.storedBytes(in: project.number) == 80)
        },
        StoreCheck("of builds that come at once no more are taken than fit") { bed in
            let project = try await bed.project()
            let taken = try await withThrowingTaskGroup(of: Bool.self) { group in
                for _ in 0..<20 {
                    group.addTask {
                        if case .success = try await bed.store(10, quota: 75, in: project) { return true }
                        return false
                    }
                }
                return try await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
            }
            #expect(taken == 7)
            #expect(try await bed.store.storedBytes(in: project.number) == 70)
        },
    ]
}
