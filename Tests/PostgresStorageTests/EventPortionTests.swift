import Domain
import Storage
import StoreSupport
import TestSupport
import Testing

@testable import PostgresStorage

@Suite("Quota portions", .timeLimit(.minutes(2)))
struct EventPortionTests {
    private static let now = Timestamp(milliseconds: 1_700_000_000_000)

    private static func job(_ quota: EventQuota, at time: Timestamp = now) -> AcceptJob {
        let type = EventType(stored: "a:b")
        return AcceptJob(
            event: NewEvent(
                owner: .project(1), eventType: type, body: EventBody(eventType: type, payload: "{}".utf8),
                quota: quota),
            now: time)
    }

    @Test("A portion is a small part of the quota, and near its end nothing is taken ahead")
    func ahead() {
        let quota = EventQuota(events: 25_600)
        func ahead(_ used: Int64, left: Int64 = 0) -> Int64 {
            quota.ahead(of: EventUsage(events: used, bytes: 0), left: EventUsage(events: left, bytes: 0)).events
        }
        #expect(ahead(0) == 100)
        #expect(ahead(0, left: 30) == 70)
        #expect(ahead(25_600 - 160) == 10)
        #expect(ahead(25_600 - 15) == 0)
        #expect(ahead(25_600) == 0)
        #expect(EventQuota(events: 255).ahead(of: .none, left: .none) == .none)
    }

    @Test("A portion is used only on its own day, and what is given back is available again")
    func day() {
        let portions = EventPortions()
        let quota = EventQuota(events: 1_000)
        let job = Self.job(quota)
        #expect(!portions.use(job))
        portions.add(CountedDay(day: Self.now.day, usage: EventUsage(events: 1, bytes: 0)), to: 1)
        #expect(portions.use(job))
        #expect(!portions.use(job))
        portions.giveBack(job)
        #expect(!portions.use(Self.job(quota, at: Self.now + .days(1))))
        #expect(portions.use(job))
    }

    @Test("The portions of two nodes add up to one quota, and neither node accepts more than is left")
    func twoNodes() async throws {
        try await TemporaryPostgresStore.with { first, url in
            try await TemporaryPostgresStore.withStore(url) { second in
                let here = StoreFixture(store: first)
                let there = StoreFixture(store: second)
                let project = try await here.project()
                // Large enough for portions to be taken ahead.
                let quota = EventQuota(events: 512)
                let accepted = try await withThrowingTaskGroup(of: Bool.self) { group in
                    for number in 0..<700 {
                        let fixture = number.isMultiple(of: 2) ? here : there
                        group.addTask { try await fixture.publish(within: quota, in: project) == nil }
                    }
                    return try await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
                }
                let kept = try await here.eventCount(in: project)
                #expect(kept == accepted)
                // At most, what one node took ahead and did not use is missing.
                let left =
                    first.portions.left(of: project.number, on: here.now.day).events
                    + second.portions.left(of: project.number, on: here.now.day).events
                #expect(Int64(accepted) + left == 512 && left <= 4)
                var rest = try await here.publish(within: quota, in: project)
                if rest == nil { rest = try await there.publish(within: quota, in: project) }
                #expect(left > 0 || rest?.kind == .events)
            }
        }
    }
}
