import Domain
import Storage
import Testing

extension StoreCheck {
    private static func events(_ types: [String], in project: Project, keys: [String?] = []) -> [BatchedEvent] {
        types.enumerated().map { index, type in
            let key = keys.indices.contains(index) ? keys[index] : nil
            return BatchedEvent(
                event: .sample(type, in: project),
                once: key.map { key in
                    Once(
                        key: IdempotencyKey(
                            account: 1, method: "POST", path: "/batch", key: key, bodyHash: Array(type.utf8))
                    ) { StoredAnswer(status: 202, body: Array("\($0.event)".utf8)) }
                })
        }
    }

    private static func stored(_ fixture: StoreFixture, in project: Project) async throws -> [Event.ID] {
        try await fixture.store.events(in: project.number, eventType: nil, before: nil, limit: 99).map(\.id)
    }

    static let batches: [StoreCheck] = [
        StoreCheck("the events of a batch are accepted in their order, each with its deliveries") { fixture in
            let project = try await fixture.project()
            _ = try await fixture.webhook(in: project)
            let replies = try await fixture.store.accept(
                events(["a", "b", "c"], in: project), at: fixture.now, once: nil
            ).value
            let ids = replies.compactMap { reply -> Event.ID? in
                guard case .accepted(let accepted) = reply, accepted.deliveries == 1 else { return nil }
                return accepted.event
            }
            #expect(ids.count == 3 && ids == ids.sorted())
            #expect(try await stored(fixture, in: project) == ids.reversed())
            #expect(try await fixture.deliveries(in: project).count == 3)
        },
        StoreCheck("an event whose key was used is answered as before and not written again; the others are") {
            fixture in
            let project = try await fixture.project()
            let first = try await fixture.store.accept(
                events(["a", "b"], in: project, keys: ["k", nil]), at: fixture.now, once: nil
            ).value
            let second = try await fixture.store.accept(
                events(["c", "a", "d"], in: project, keys: ["z", "k", "b"]), at: fixture.now, once: nil
            ).value
            guard case .accepted(let accepted) = first[0] else { throw UnexpectedReply(description: "not accepted") }
            #expect(second[1] == .repeated(StoredAnswer(status: 202, body: Array("\(accepted.event)".utf8))))
            #expect(try await stored(fixture, in: project).count == 4)
        },
        StoreCheck("a key that was used for another event refuses the whole batch, and says which event has it") {
            fixture in
            let project = try await fixture.project()
            _ = try await fixture.store.accept(events(["a"], in: project, keys: ["k"]), at: fixture.now, once: nil)
            await #expect(throws: BatchRefusal(index: 1)) {
                try await fixture.store.accept(
                    events(["c", "d"], in: project, keys: ["new", "k"]), at: fixture.now, once: nil)
            }
            #expect(try await stored(fixture, in: project).count == 1)
            // Neither is the other key used up.
            _ = try await fixture.store.accept(events(["e"], in: project, keys: ["new"]), at: fixture.now, once: nil)
            #expect(try await stored(fixture, in: project).count == 2)
        },
        StoreCheck("a batch that does not fit into the quota is refused whole, and counts nothing") { fixture in
            let project = try await fixture.project()
            func batch(_ count: Int) -> [BatchedEvent] {
                (0..<count).map { _ in
                    var event = NewEvent.sample("a", in: project)
                    event.quota = EventQuota(events: 3, bytes: nil)
                    return BatchedEvent(event: event)
                }
            }
            for _ in 1...2 {
                await #expect(throws: StoreError.self) {
                    try await fixture.store.accept(batch(4), at: fixture.now, once: nil)
                }
            }
            _ = try await fixture.store.accept(batch(3), at: fixture.now, once: nil).value
            await #expect(throws: StoreError.self) {
                try await fixture.store.accept(batch(1), at: fixture.now, once: nil)
            }
            #expect(try await stored(fixture, in: project).count == 3)
        },
        StoreCheck("a batch whose project is gone is refused") { fixture in
            let project = try await fixture.project()
            _ = try await fixture.store.deleteProject(project.number, at: fixture.now)
            await #expect(throws: StoreError.notFound) {
                try await fixture.store.accept(events(["a"], in: project), at: fixture.now, once: nil)
            }
        },
        StoreCheck("batches with the same keys at once write each event once") { fixture in
            let project = try await fixture.project()
            try await withThrowingTaskGroup(of: Void.self) { group in
                for turn in 0..<6 {
                    group.addTask {
                        let keys = turn.isMultiple(of: 2) ? ["x", "y", "z"] : ["z", "y", "x"]
                        _ = try await fixture.store.accept(
                            events(keys, in: project, keys: keys), at: fixture.now, once: nil)
                    }
                }
                try await group.waitForAll()
            }
            #expect(try await stored(fixture, in: project).count == 3)
        },
    ]
}
