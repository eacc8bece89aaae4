import Domain
import Storage
import Testing

extension StoreCheck {
    private static func follow(
        _ delivery: DeliveryID, depth: Int = 1, as type: String = "own:next", _ fixture: StoreFixture,
        in project: Project,
        at time: Timestamp? = nil
    ) async throws -> Accepted {
        let eventType = EventType(stored: type)
        let event = NewEvent(
            owner: .project(project.number), eventType: eventType,
            body: EventBody(eventType: eventType, payload: "{}".utf8),
            cause: EventCause(delivery: delivery, depth: depth))
        return try await fixture.store.accept(event, at: time ?? fixture.now, once: nil).value
    }

    /// How many of `count` events with the same root are accepted; any other refusal is thrown.
    private static func accepted(
        of count: Int, after deliveries: [DeliveryID], _ fixture: StoreFixture, in project: Project
    ) async throws -> Int {
        try await withThrowingTaskGroup(of: Bool.self) { group in
            for number in 0..<count {
                group.addTask {
                    let refusal = try await refusal {
                        try await follow(deliveries[number % deliveries.count], fixture, in: project)
                    }
                    guard let refusal else { return true }
                    guard case .refused(.eventLoop) = refusal else { throw refusal }
                    return false
                }
            }
            return try await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
        }
    }

    static let causes: [StoreCheck] = [
        StoreCheck("an event that another led to has its depth, handed over, claimed, read and redelivered") {
            fixture in
            let project = try await fixture.project()
            let webhook = try await fixture.webhook(in: project)
            let first = try #require(try await fixture.publish(in: project).firstDelivery)
            let ordinary = try await fixture.claimOne(webhook)
            let worker = RecordingHandover(room: 1, until: fixture.now + .seconds(60))
            fixture.store.attach(worker)
            let handed = try await follow(first, depth: 3, fixture, in: project)
            #expect(worker.taken.first?.body?.depth == 3)
            let pending = try await follow(first, depth: 4, fixture, in: project)
            let claimed = try await fixture.claim(webhook, bodyBytes: 1 << 20)
            #expect(claimed.map(\.event) == [pending.event] && claimed.first?.body?.depth == 4)
            #expect(try await fixture.store.body(of: handed.event)?.depth == 3)
            #expect(try await fixture.store.body(of: ordinary.event)?.depth == 0)
            let events = try await fixture.store.events(in: project.number, eventType: nil, before: nil, limit: 9)
            #expect(events.map(\.body.depth) == [4, 3, 0])
            try await fixture.record(claimed[0], .delivered)
            _ = try await fixture.store.redeliver(claimed[0].id, in: project.number, at: fixture.now, once: nil)
            #expect(try await fixture.claim(webhook, bodyBytes: 1 << 20).first?.body?.depth == 4)
        },
        StoreCheck("a thousand events go back to one, over all its deliveries and theirs; counted as they are checked")
        {
            fixture in
            let project = try await fixture.project()
            let other = try await fixture.project("other")
            for _ in 0..<2 {
                _ = try await fixture.webhook(
                    in: project, WebhookSettings(url: "https://a.example.com", eventType: "own:first,own:second"))
            }
            try await fixture.publish("own:first", in: project)
            let firsts = try await fixture.deliveries(in: project).map(\.id)
            _ = try await follow(firsts[0], as: "own:second", fixture, in: project)
            let all = try await fixture.deliveries(in: project).map(\.id)
            #expect(Set(all).count == 4)
            #expect(try await accepted(of: 1_040, after: all, fixture, in: project) == EventCause.maximumEvents - 1)
            // Events in another project and later ones count as well; events with another root do not.
            #expect(try await refusal { try await follow(all[0], fixture, in: other) } != nil)
            #expect(try await fixture.store.events(in: other.number, eventType: nil, before: nil, limit: 9).isEmpty)
            try await fixture.publish("own:first", in: project, at: fixture.now + .seconds(1))
            let next = try #require(try await fixture.deliveries(in: project).first)
            #expect(try await refusal { try await follow(next.id, fixture, in: project) } == nil)
            // Forgotten once it is older than any retry schedule.
            let late = fixture.now + EventRoot.lifetime
            try await fixture.store.forgetExpired(at: late, limit: 10)
            #expect(try await refusal { try await follow(all[0], fixture, in: project, at: late) } != nil)
            try await fixture.store.forgetExpired(at: late + .milliseconds(1), limit: 10)
            #expect(try await refusal { try await follow(all[0], fixture, in: project, at: late) } == nil)
        },
        StoreCheck("what goes back to a delivery that is not in the store is counted under that delivery") { fixture in
            let project = try await fixture.project()
            let foreign = (1...2).map { DeliveryID(high: 0x0196_0000_0000_7000, low: 0x8000_0000_0000_0000 | $0) }
            #expect(
                try await accepted(of: 1_020, after: [foreign[0]], fixture, in: project) == EventCause.maximumEvents)
            #expect(try await refusal { try await follow(foreign[1], fixture, in: project) } == nil)
        },
        StoreCheck("a refused event leaves nothing, not even its key, and those beside it are accepted") { fixture in
            let project = try await fixture.project()
            let delivery = DeliveryID(high: 1, low: 2)
            #expect(try await accepted(of: 1_000, after: [delivery], fixture, in: project) == 1_000)
            let key = IdempotencyKey(account: 1, method: "POST", path: "/events", key: "k", bodyHash: [1])
            let once = Once<Accepted>(key: key) { _ in StoredAnswer(status: 202, body: []) }
            let type = EventType(stored: "own:next")
            let body = EventBody(eventType: type, payload: "{}".utf8)
            let refused = NewEvent(
                owner: .project(project.number), eventType: type, body: body,
                cause: EventCause(delivery: delivery, depth: 1))
            let plain = NewEvent(owner: .project(project.number), eventType: type, body: body)
            #expect(try await refusal { try await fixture.store.accept(refused, at: fixture.now, once: once) } != nil)
            async let neighbors = withThrowingTaskGroup(of: Void.self) { group in
                for _ in 0..<20 { group.addTask { try await fixture.publish("own:plain", in: project) } }
                try await group.waitForAll()
            }
            #expect(try await accepted(of: 5, after: [delivery], fixture, in: project) == 0)
            try await neighbors
            let plains = try await fixture.store.events(
                in: project.number, eventType: EventTypeExpression("own:plain"), before: nil, limit: 99)
            #expect(plains.count == 20)
            guard case .done = try await fixture.store.accept(plain, at: fixture.now, once: once) else {
                return #expect(Bool(false), "the key was kept")
            }
        },
    ]
}
