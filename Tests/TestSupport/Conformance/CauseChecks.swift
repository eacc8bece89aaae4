import Domain
import Storage
import Testing

extension StoreCheck {
    private static func follow(
        _ delivery: DeliveryID, depth: Int = 1, as type: String = "own:next", _ bed: StoreBed, in project: Project,
        at time: Timestamp? = nil
    ) async throws -> Accepted {
        let eventType = EventType(stored: type)
        let event = NewEvent(
            owner: .project(project.number), eventType: eventType,
            body: EventBody(eventType: eventType, payload: "{}".utf8),
            cause: EventCause(delivery: delivery, depth: depth))
        return try await bed.store.accept(event, at: time ?? bed.now, once: nil).value
    }

    /// How many of `count` events that all go back to the same one are accepted; any other refusal is thrown.
    private static func accepted(
        of count: Int, after deliveries: [DeliveryID], _ bed: StoreBed, in project: Project
    ) async throws -> Int {
        try await withThrowingTaskGroup(of: Bool.self) { group in
            for number in 0..<count {
                group.addTask {
                    let refusal = try await refusal {
                        try await follow(deliveries[number % deliveries.count], bed, in: project)
                    }
                    guard let refusal else { return true }
                    guard case .refused(field: "X-Perfsee-Delivery", _) = refusal else { throw refusal }
                    return false
                }
            }
            return try await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
        }
    }

    static let causes: [StoreCheck] = [
        StoreCheck("an event that another led to has its depth, handed over, claimed, read and redelivered") { bed in
            let project = try await bed.project()
            let webhook = try await bed.webhook(in: project)
            let first = try #require(try await bed.publish(in: project).firstDelivery)
            let ordinary = try await bed.claimOne(webhook)
            let worker = RecordingHandover(room: 1, until: bed.now.adding(seconds: 60))
            bed.store.attach(worker)
            let handed = try await follow(first, depth: 3, bed, in: project)
            #expect(worker.taken.first?.body?.depth == 3)
            let pending = try await follow(first, depth: 4, bed, in: project)
            let claimed = try await bed.claim(webhook, bodyBytes: 1 << 20)
            #expect(claimed.map(\.event) == [pending.event] && claimed.first?.body?.depth == 4)
            #expect(try await bed.store.body(of: handed.event)?.depth == 3)
            #expect(try await bed.store.body(of: ordinary.event)?.depth == 0)
            let events = try await bed.store.events(in: project.number, eventType: nil, before: nil, limit: 9)
            #expect(events.map(\.body.depth) == [4, 3, 0])
            try await bed.record(claimed[0], .delivered)
            _ = try await bed.store.redeliver(claimed[0].id, in: project.number, at: bed.now, once: nil)
            #expect(try await bed.claim(webhook, bodyBytes: 1 << 20).first?.body?.depth == 4)
        },
        StoreCheck("a thousand events go back to one, over all its deliveries and theirs; counted as they are checked")
        {
            bed in
            let project = try await bed.project()
            let other = try await bed.project("other")
            for _ in 0..<2 {
                _ = try await bed.webhook(
                    in: project, WebhookSettings(url: "https://a.example.com", eventType: "own:first,own:second"))
            }
            try await bed.publish("own:first", in: project)
            let firsts = try await bed.deliveries(in: project).map(\.id)
            _ = try await follow(firsts[0], as: "own:second", bed, in: project)
            let all = try await bed.deliveries(in: project).map(\.id)
            #expect(Set(all).count == 4)
            #expect(try await accepted(of: 1_040, after: all, bed, in: project) == EventCause.maximumEvents - 1)
            // Another project's count as well, and those that come later; what goes back to another event does not.
            #expect(try await refusal { try await follow(all[0], bed, in: other) } != nil)
            #expect(try await bed.store.events(in: other.number, eventType: nil, before: nil, limit: 9).isEmpty)
            try await bed.publish("own:first", in: project, at: bed.now.adding(seconds: 1))
            let next = try #require(try await bed.deliveries(in: project).first)
            #expect(try await refusal { try await follow(next.id, bed, in: project) } == nil)
            // Forgotten once it is older than any schedule of retries.
            let late = bed.now.adding(milliseconds: EventRoot.lifetime)
            try await bed.store.forgetExpired(at: late, limit: 10)
            #expect(try await refusal { try await follow(all[0], bed, in: project, at: late) } != nil)
            try await bed.store.forgetExpired(at: late.adding(milliseconds: 1), limit: 10)
            #expect(try await refusal { try await follow(all[0], bed, in: project, at: late) } == nil)
        },
        StoreCheck("what goes back to a delivery that is not in the store is counted under that delivery") { bed in
            let project = try await bed.project()
            let foreign = (1...2).map { DeliveryID(high: 0x0196_0000_0000_7000, low: 0x8000_0000_0000_0000 | $0) }
            #expect(try await accepted(of: 1_020, after: [foreign[0]], bed, in: project) == EventCause.maximumEvents)
            #expect(try await refusal { try await follow(foreign[1], bed, in: project) } == nil)
        },
        StoreCheck("a refused event leaves nothing, not even its key, and those beside it are accepted") { bed in
            let project = try await bed.project()
            let delivery = DeliveryID(high: 1, low: 2)
            #expect(try await accepted(of: 1_000, after: [delivery], bed, in: project) == 1_000)
            let key = IdempotencyKey(account: 1, method: "POST", path: "/events", key: "k", bodyHash: [1])
            let once = Once<Accepted>(key: key) { _ in StoredAnswer(status: 202, body: []) }
            let type = EventType(stored: "own:next")
            let body = EventBody(eventType: type, payload: "{}".utf8)
            let refused = NewEvent(
                owner: .project(project.number), eventType: type, body: body,
                cause: EventCause(delivery: delivery, depth: 1))
            let plain = NewEvent(owner: .project(project.number), eventType: type, body: body)
            #expect(try await refusal { try await bed.store.accept(refused, at: bed.now, once: once) } != nil)
            async let neighbours = withThrowingTaskGroup(of: Void.self) { group in
                for _ in 0..<20 { group.addTask { try await bed.publish("own:plain", in: project) } }
                try await group.waitForAll()
            }
            #expect(try await accepted(of: 5, after: [delivery], bed, in: project) == 0)
            try await neighbours
            let plains = try await bed.store.events(in: project.number, eventType: "own:plain", before: nil, limit: 99)
            #expect(plains.count == 20)
            guard case .done = try await bed.store.accept(plain, at: bed.now, once: once) else {
                return #expect(Bool(false), "the key was kept")
            }
        },
    ]
}
