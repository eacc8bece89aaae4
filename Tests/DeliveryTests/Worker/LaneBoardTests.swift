import Domain
import Storage
import Testing

@testable import Delivery

@Suite("The board of lanes")
struct LaneBoardTests {
    private let now = LaneFixture.start

    @Test("loads a webhook that has something due, then claims for it")
    func loadsThenClaims() throws {
        var board = LaneBoard()
        let isNews = board.pending([DueWebhook(webhook: 1, due: now)])
        let again = board.pending([DueWebhook(webhook: 1, due: now)])
        #expect(isNews && !again)
        let first = board.plan(at: now)
        #expect(first.loads == [1] && first.claims.isEmpty)
        #expect(board.plan(at: now).loads.isEmpty)
        board.loaded(1, try LaneFixture.webhook(maxConcurrency: 2), at: now)
        #expect(board.plan(at: now).claims == [ClaimRequest(webhook: 1, limit: 10)])
        #expect(board.plan(at: now).claims.isEmpty)
    }

    @Test("leaves a webhook that could not be loaded alone for a while")
    func notLoaded() {
        var board = LaneBoard()
        _ = board.pending([DueWebhook(webhook: 1, due: now)])
        _ = board.plan(at: now)
        board.notLoaded(1, at: now)
        let plan = board.plan(at: now)
        #expect(plan.loads.isEmpty && plan.wake == now.adding(milliseconds: LaneBoard.loadPause))
        #expect(board.plan(at: now.adding(milliseconds: LaneBoard.loadPause)).loads == [1])
    }

    @Test("starts what was claimed up to the concurrency, and goes on as exchanges end")
    func starts() throws {
        var board = LaneBoard.knowing([try LaneFixture.webhook(maxConcurrency: 2)])
        let claimed = board.fill(1, LaneFixture.deliveries(1...3), at: now)
        #expect(claimed.starts.numbers == [1, 2] && claimed.back.isEmpty && board.exchanges == 2)
        let next = board.ended(1, success: true, seconds: 0.1, at: now)
        #expect(next.starts.numbers == [3] && board.exchanges == 2)
    }

    @Test("keeps to the limit on all exchanges; when it is reached lanes take turns, one with nothing under way first")
    func allExchanges() throws {
        var limits = LaneBoard.Limits()
        limits.exchanges = 2
        var board = LaneBoard.knowing(
            [try LaneFixture.webhook(1, maxConcurrency: 8), try LaneFixture.webhook(2, maxConcurrency: 8)],
            limits: limits)
        let first = board.fill(1, LaneFixture.deliveries(1...4), at: now).starts
        let second = board.fill(2, LaneFixture.deliveries(11...14, of: 2), at: now).starts
        #expect(first.numbers == [1, 2] && second.isEmpty)
        var order: [UInt64] = []
        for webhook: Webhook.ID in [1, 1, 2, 1] {
            order += board.ended(webhook, success: true, seconds: 0.1, at: now).starts.numbers
        }
        #expect(order == [11, 3, 12, 4] && board.exchanges == 2)
    }

    @Test("a free place goes to the next lane that can use it")
    func starvedLaneWithNothingLeft() throws {
        var limits = LaneBoard.Limits()
        limits.exchanges = 1
        let webhooks = try [1, 2, 3].map { try LaneFixture.webhook($0) }
        var board = LaneBoard.knowing(webhooks, limits: limits)
        _ = board.fill(1, LaneFixture.deliveries(1...1), at: now)
        _ = board.fill(2, LaneFixture.deliveries(11...11, of: 2), at: now)
        _ = board.fill(3, LaneFixture.deliveries(21...21, of: 3), at: now)
        let back = board.changed(2)
        #expect(back.numbers == [11])
        let next = board.ended(1, success: true, seconds: 0.1, at: now)
        #expect(next.starts.numbers == [21])
    }

    @Test("a lane that waits for a place alone does not keep the planner awake")
    func noSpinning() throws {
        var limits = LaneBoard.Limits()
        limits.exchanges = 1
        let webhooks = [try LaneFixture.webhook(1), try LaneFixture.webhook(2, rateLimit: 10)]
        var board = LaneBoard.knowing(webhooks, limits: limits)
        _ = board.fill(1, LaneFixture.deliveries(1...1), at: now)
        _ = board.fill(2, LaneFixture.deliveries(11...11, of: 2), at: now)
        let later = now.adding(seconds: 1)
        let wake = board.plan(at: later).wake
        #expect(wake.map { $0 > later } ?? true)
    }

    @Test("takes over what is accepted where there is room, by count and by bytes")
    func reserving() throws {
        var limits = LaneBoard.Limits()
        limits.readyBytes = 100
        var board = LaneBoard.knowing([try LaneFixture.webhook(maxConcurrency: 1)], limits: limits)
        let answers = [(1, 60), (2, 10), (1, 50), (1, 40)].map { webhook, bytes in
            board.reserve(Webhook.ID(webhook), bytes: bytes, at: now)
        }
        #expect(answers == [true, false, false, true])
        board.cancel(1, bytes: 40)
        let freed = board.reserve(1, bytes: 40, at: now)
        let taken = board.take([LaneFixture.delivery(1, bytes: 60), LaneFixture.delivery(2, bytes: 40)], at: now)
        #expect(freed && taken.starts.numbers == [1] && taken.back.isEmpty)
        // The first is on its way and its bytes are free again, the second still waits.
        let beyond = board.reserve(1, bytes: 61, at: now)
        let within = board.reserve(1, bytes: 60, at: now)
        #expect(!beyond && within)
    }

    @Test("lets a claim bring as many bytes along as there is room for, and counts them until they are on their way")
    func claimedBytes() throws {
        var limits = LaneBoard.Limits()
        limits.readyBytes = 100
        var board = LaneBoard.knowing([try LaneFixture.webhook(maxConcurrency: 1)], limits: limits)
        let before = board.plan(at: now).bodyBytes
        let claimed = board.fill(1, (1...3).map { LaneFixture.delivery($0, bytes: 30) }, at: now)
        let waiting = board.plan(at: now).bodyBytes
        _ = board.changed(1)
        #expect(before == 100 && claimed.starts.numbers == [1] && waiting == 40)
        #expect(board.plan(at: now).bodyBytes == 100)
    }

    @Test("gives back what arrives for a webhook that changed in between, and frees its room")
    func changedBeforeTake() throws {
        var limits = LaneBoard.Limits()
        limits.readyBytes = 100
        var board = LaneBoard.knowing([try LaneFixture.webhook()], limits: limits)
        let promised = board.reserve(1, bytes: 100, at: now)
        _ = board.changed(1)
        let taken = board.take([LaneFixture.delivery(1, bytes: 100)], at: now)
        #expect(promised && taken.starts.isEmpty && taken.back.numbers == [1])
        board.loaded(1, try LaneFixture.webhook(), at: now)
        let again = board.reserve(1, bytes: 100, at: now)
        #expect(again)
    }

    @Test("what becomes pending while a claim is under way is not forgotten with it")
    func pendingDuringClaim() throws {
        var board = LaneBoard.knowing([try LaneFixture.webhook()])
        _ = board.pending([DueWebhook(webhook: 1, due: now)])
        let request = try #require(board.plan(at: now).claims.first)
        _ = board.pending([DueWebhook(webhook: 1, due: now)])
        _ = board.claimed([request], [], at: now)
        #expect(board.plan(at: now).claims == [request])
        _ = board.claimed([request], [], at: now)
        #expect(board.plan(at: now).claims.isEmpty)
    }

    @Test("a webhook that changes while it is being loaded is loaded again")
    func changedDuringLoad() throws {
        var board = LaneBoard()
        _ = board.pending([DueWebhook(webhook: 1, due: now)])
        #expect(board.plan(at: now).loads == [1])
        _ = board.changed(1)
        board.loaded(1, try LaneFixture.webhook(), at: now)
        #expect(board.plan(at: now).loads == [1])
        board.loaded(1, try LaneFixture.webhook(), at: now)
        let plan = board.plan(at: now)
        #expect(plan.loads.isEmpty && plan.claims.count == 1)
    }

    @Test("the failure that makes a webhook spared gives back all that waits for it")
    func spared() throws {
        var board = LaneBoard.knowing([try LaneFixture.webhook(maxConcurrency: 1)])
        _ = board.fill(1, LaneFixture.deliveries(1...8), at: now)
        var back: [UInt64] = []
        for _ in 1...5 { back += board.ended(1, success: false, seconds: 0.1, at: now).back.numbers }
        #expect(back == [6, 7, 8] && board.exchanges == 0)
    }

    @Test("of a claim that ends when its webhook is spared no more is kept than the probe")
    func claimedWhileSpared() throws {
        var board = LaneBoard.knowing([try LaneFixture.webhook(health: LaneFixture.spared)])
        let early = board.fill(1, LaneFixture.deliveries(1...3), at: now)
        #expect(early.starts.isEmpty && early.back.numbers == [1, 2, 3])
        let inTime = board.fill(1, LaneFixture.deliveries(4...6), at: now.adding(seconds: 5))
        #expect(inTime.starts.numbers == [4] && inTime.back.numbers == [5, 6])
    }

    @Test("a claim that missed a success, because that was not recorded yet, is made again once it is")
    func recovery() throws {
        var board = LaneBoard.knowing([try LaneFixture.webhook(health: LaneFixture.spared)])
        let now = now.adding(seconds: 5)
        _ = board.pending([DueWebhook(webhook: 1, due: now)])
        _ = board.fill(1, LaneFixture.deliveries(1...1), at: now)
        _ = board.ended(1, success: true, seconds: 1, at: now)
        let early = board.plan(at: now).claims
        _ = board.claimed(early, [], at: now)
        #expect(!early.isEmpty && board.plan(at: now).claims.isEmpty)
        let isNews = board.recorded(1, health: .good, at: now).isNews
        #expect(isNews && !board.plan(at: now).claims.isEmpty)
        let isNewsAgain = board.recorded(1, health: .good, at: now).isNews
        #expect(!isNewsAgain)
    }

    @Test("a webhook that an exchange found changed ends no claim that is under way")
    func reloadedDuringClaim() throws {
        var board = LaneBoard.knowing([try LaneFixture.webhook(maxConcurrency: 4)])
        _ = board.pending([DueWebhook(webhook: 1, due: now)])
        let claims = board.plan(at: now).claims
        board.reloaded(1, try LaneFixture.webhook(maxConcurrency: 4), at: now)
        _ = board.pending([DueWebhook(webhook: 1, due: now)])
        #expect(!claims.isEmpty && board.plan(at: now).claims.isEmpty)
        _ = board.claimed(claims, [], at: now)
        #expect(board.plan(at: now).claims == claims)
    }

    @Test("a ping goes out while its webhook is spared, and what else is ready does not")
    func pingWhileSpared() throws {
        var board = LaneBoard.knowing([try LaneFixture.webhook(maxConcurrency: 1, health: LaneFixture.spared)])
        let ordinary = board.reserve(1, bytes: 10, at: now)
        let promised = [
            board.reserve(1, bytes: 10, isPing: true, at: now), board.reserve(1, bytes: 10, isPing: true, at: now),
        ]
        let pings = (1...2).map { LaneFixture.delivery($0, bytes: 10, eventType: .ping) }
        let taken = board.take(pings, at: now)
        #expect(!ordinary && promised == [true, true] && taken.starts.count == 1 && taken.back.isEmpty)
        let next = board.ended(1, success: false, seconds: 0.1, at: now)
        #expect(next.starts.count == 1 && next.back.isEmpty)
    }

    @Test("a ping waits for a webhook that nothing was sent to yet, and goes back where that is gone")
    func pingBeforeLoading() throws {
        var board = LaneBoard()
        let promised = [1, 2, 1].map { board.reserve(Webhook.ID($0), bytes: 10, isPing: true, at: now) }
        let pings = (1...2).map { LaneFixture.delivery(UInt64($0), of: Webhook.ID($0), bytes: 10, eventType: .ping) }
        let taken = board.take(pings, at: now)
        #expect(promised == [true, true, false] && taken.starts.isEmpty && taken.back.isEmpty)
        #expect(Set(board.plan(at: now).loads) == [1, 2])
        let kept = board.loaded(1, try LaneFixture.webhook(health: LaneFixture.spared), at: now)
        let back = board.loaded(2, nil, at: now)
        #expect(kept.isEmpty && back.numbers == [2])
        #expect(board.plan(at: now).starts.numbers == [1])
    }

    @Test("a probe waits its turn when the limit on all exchanges is reached")
    func probeWaits() throws {
        var limits = LaneBoard.Limits()
        limits.exchanges = 1
        let webhooks = [try LaneFixture.webhook(1), try LaneFixture.webhook(2, health: LaneFixture.spared)]
        var board = LaneBoard.knowing(webhooks, limits: limits)
        let later = now.adding(seconds: 5)
        _ = board.fill(1, LaneFixture.deliveries(1...1), at: later)
        let probe = board.fill(2, LaneFixture.deliveries(11...11, of: 2), at: later)
        #expect(probe.starts.isEmpty && probe.back.isEmpty)
        let next = board.ended(1, success: true, seconds: 0.1, at: later)
        #expect(next.starts.numbers == [11])
    }

    @Test("worse news of the store counts, better news does not")
    func recorded() throws {
        var board = LaneBoard.knowing([try LaneFixture.webhook(maxConcurrency: 1)])
        _ = board.fill(1, LaneFixture.deliveries(1...3), at: now)
        let back = board.recorded(1, health: LaneFixture.spared, at: now).back
        let better = board.recorded(1, health: .good, at: now)
        #expect(back.numbers == [2, 3] && better.back.isEmpty && !better.isNews)
        let early = board.fill(1, LaneFixture.deliveries(4...4), at: now)
        #expect(early.starts.isEmpty)
    }

    @Test("once it stops nothing starts, and all that waits is given back")
    func stop() throws {
        var board = LaneBoard.knowing([try LaneFixture.webhook(maxConcurrency: 1)])
        _ = board.fill(1, LaneFixture.deliveries(1...2), at: now)
        let promised = board.reserve(1, bytes: 10, at: now)
        #expect(promised && board.stop().numbers == [2])
        let ended = board.ended(1, success: true, seconds: 0.1, at: now)
        #expect(ended.starts.isEmpty && board.exchanges == 0 && !board.isIdle)
        let taken = board.take([LaneFixture.delivery(3, bytes: 10)], at: now)
        #expect(taken.starts.isEmpty && taken.back.numbers == [3] && board.isIdle)
        let claimed = board.fill(1, LaneFixture.deliveries(4...4), at: now)
        #expect(claimed.starts.isEmpty && claimed.back.numbers == [4])
        let reserved = board.reserve(1, bytes: 10, at: now)
        #expect(!reserved && board.plan(at: now).claims.isEmpty)
    }

    @Test("the end of an exchange asks for a new plan only where there is something to plan")
    func wantsPlan() throws {
        var plain = LaneBoard.knowing([try LaneFixture.webhook()])
        #expect(!plain.wantsPlan(1, at: now))
        _ = plain.pending([DueWebhook(webhook: 1, due: now)])
        #expect(plain.wantsPlan(1, at: now) && !plain.wantsPlan(2, at: now))
        var limited = LaneBoard.knowing([try LaneFixture.webhook(rateLimit: 1)])
        _ = limited.fill(1, LaneFixture.deliveries(1...2), at: now)
        #expect(limited.wantsPlan(1, at: now))
        let spared = LaneBoard.knowing([try LaneFixture.webhook(health: LaneFixture.spared)])
        #expect(spared.wantsPlan(1, at: now) && spared.isSpared(1) && !plain.isSpared(1))
    }

    @Test("a webhook that is gone is forgotten once nothing of it is left")
    func forgetsTheGone() throws {
        var board = LaneBoard.knowing([try LaneFixture.webhook()])
        _ = board.fill(1, LaneFixture.deliveries(1...1), at: now)
        _ = board.changed(1)
        let due = board.pending([DueWebhook(webhook: 1, due: now)])
        #expect(due && board.plan(at: now).loads == [1])
        board.loaded(1, nil, at: now)
        let first = board.plan(at: now).claims
        _ = board.claimed(first, [], at: now)
        #expect(first == [ClaimRequest(webhook: 1, limit: 1)] && board.laneCount == 1)
        _ = board.ended(1, success: true, seconds: 0.1, at: now)
        #expect(board.laneCount == 0 && board.isIdle)
        let again = board.pending([DueWebhook(webhook: 1, due: now)])
        #expect(again && board.plan(at: now).loads == [1])
        board.loaded(1, nil, at: now)
        _ = board.claimed(board.plan(at: now).claims, [], at: now)
        #expect(board.laneCount == 0)
    }
}
