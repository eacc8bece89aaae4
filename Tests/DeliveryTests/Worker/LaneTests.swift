import Domain
import Storage
import Testing

@testable import Delivery

@Suite("A lane")
struct LaneTests {
    private let now = LaneFixture.start

    private func lane(_ webhook: PreparedWebhook, ready: ClosedRange<UInt64>? = nil) -> Lane {
        let lane = Lane(of: 1)
        lane.webhook = webhook
        lane.health = webhook.target.health
        lane.bucket = webhook.target.rateLimit.map { RateBucket(rate: Double($0), at: now) }
        if let ready { lane.ready.append(contentsOf: LaneFixture.deliveries(ready)) }
        return lane
    }

    @Test("starts no more than the webhook's concurrency allows", arguments: [1, 2, 8])
    func concurrency(most: Int) throws {
        let lane = lane(try LaneFixture.webhook(maxConcurrency: most), ready: 1...20)
        expect(most, from: lane, at: now)
        lane.ended(success: true, seconds: 0.01, at: now)
        expect(1, from: lane, at: now)
        #expect(lane.exchanges == most)
    }

    @Test("starts no faster than the webhook's rate, and wakes when it may go on")
    func rate() throws {
        let lane = lane(try LaneFixture.webhook(maxConcurrency: 100, rateLimit: 10), ready: 1...20)
        expect(1, from: lane, at: now)
        #expect(lane.wake(after: now) == now.adding(milliseconds: 100))
        expect(0, from: lane, at: now.adding(milliseconds: 99))
        expect(1, from: lane, at: now.adding(milliseconds: 100))
    }

    @Test("leases no more ahead than the rate lets out well within a lease", arguments: [1, 2, 50])
    func rateBoundsCapacity(rate: Int) throws {
        let lane = lane(try LaneFixture.webhook(maxConcurrency: 256, rateLimit: rate))
        for _ in 0..<100 { lane.ended(success: true, seconds: 0.001, at: now) }
        #expect(lane.capacity == rate * 5)
    }

    @Test("leases as much ahead as five seconds take, at least one for each exchange")
    func capacity() throws {
        let lane = lane(try LaneFixture.webhook(maxConcurrency: 4))
        #expect(lane.capacity == 20)
        for _ in 0..<100 { lane.ended(success: true, seconds: 30, at: now) }
        #expect(lane.capacity == 4)
        for _ in 0..<200 { lane.ended(success: true, seconds: 0, at: now) }
        #expect(lane.capacity == 1_024)
        lane.webhook = nil
        #expect(lane.capacity == 0)
    }

    @Test("that is spared lets one probe out, when it is time and nothing is under way")
    func probe() throws {
        let lane = lane(try LaneFixture.webhook(maxConcurrency: 8, health: LaneFixture.spared), ready: 1...3)
        expect(0, from: lane, at: now.adding(milliseconds: 4_999))
        #expect(lane.wake(after: now) == now.adding(seconds: 5))
        expect(1, from: lane, at: now.adding(seconds: 5))
        expect(0, from: lane, at: now.adding(seconds: 60))
        #expect(lane.wake(after: now.adding(seconds: 60)) == nil)
        lane.ended(success: true, seconds: 0.1, at: now.adding(seconds: 60))
        expect(2, from: lane, at: now.adding(seconds: 60))
    }

    @Test("offers room to what is being accepted only where nothing waits before it")
    func room() throws {
        let lane = lane(try LaneFixture.webhook(maxConcurrency: 1))
        #expect(lane.hasRoom(at: now))
        lane.backlog = now.adding(milliseconds: 1)
        #expect(lane.hasRoom(at: now))
        lane.backlog = now
        #expect(!lane.hasRoom(at: now))
        lane.backlog = nil
        lane.reserved = lane.capacity
        #expect(!lane.hasRoom(at: now))
        lane.reserved = 0
        lane.health = LaneFixture.spared
        #expect(!lane.hasRoom(at: now))
        lane.health = .good
        lane.webhook = nil
        #expect(!lane.hasRoom(at: now))
    }

    @Test("claims what is due once half of what it may hold is gone")
    func claimable() throws {
        let lane = lane(try LaneFixture.webhook(maxConcurrency: 4))
        #expect(lane.claimable(at: now) == 0)
        lane.backlog = now.adding(milliseconds: 1)
        #expect(lane.claimable(at: now) == 0)
        lane.backlog = now
        #expect(lane.claimable(at: now) == 20)
        lane.reserved = 11
        #expect(lane.claimable(at: now) == 0)
        lane.reserved = 10
        #expect(lane.claimable(at: now) == 10)
        lane.isBusy = true
        #expect(lane.claimable(at: now) == 0)
    }

    @Test("of a webhook that is gone claims, so that what is pending is skipped")
    func gone() {
        let lane = Lane(of: 1)
        lane.isGone = true
        #expect(lane.claimable(at: now) == 0)
        lane.backlog = now
        #expect(lane.claimable(at: now) == 1 && !lane.needsWebhook(at: now))
    }

    private func expect(
        _ count: Int, from lane: Lane, at now: Timestamp, sourceLocation: SourceLocation = #_sourceLocation
    ) {
        var started = 0
        while lane.start(at: now) != nil { started += 1 }
        #expect(started == count, sourceLocation: sourceLocation)
    }
}
