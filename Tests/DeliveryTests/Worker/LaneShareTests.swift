import Domain
import Storage
import Testing

@testable import Delivery

@Suite("A board beside other nodes")
struct LaneShareTests {
    private let now = LaneFixture.start
    private var later: Timestamp { now.adding(seconds: 60) }

    private func board(_ webhooks: [PreparedWebhook]) -> LaneBoard {
        var board = LaneBoard.knowing(webhooks, limits: LaneBoard.Limits(isShared: true))
        _ = board.pending([DueWebhook(webhook: 1, due: now)])
        return board
    }

    private func share(_ concurrency: Int, until: Timestamp) -> [WebhookShare] {
        [WebhookShare(webhook: 1, concurrency: concurrency, until: until)]
    }

    @Test("takes nothing over, claims nothing and starts nothing before it has a share")
    func nothingYet() throws {
        var board = board([try LaneFixture.webhook(maxConcurrency: 4)])
        let hasRoom = board.reserve(1, bytes: 10, at: now)
        #expect(!hasRoom && board.plan(at: now).claims.isEmpty && board.needsShare(at: now))
        #expect(board.wishes(at: now) == [WebhookShare.Wish(webhook: 1, wanted: 4, held: 0)])
        _ = board.shared(share(2, until: later), at: now)
        #expect(!board.needsShare(at: now) && board.plan(at: now).claims == [ClaimRequest(webhook: 1, limit: 10)])
    }

    @Test("a lane that came while others asked needs a share at once; one that was refused asks again after a second")
    func asking() throws {
        var board = board([try LaneFixture.webhook(maxConcurrency: 4), try LaneFixture.webhook(2)])
        #expect(board.wishes(at: now).map(\.webhook) == [1])
        #expect(!board.needsShare(at: now) && board.lacksShare(at: now))
        _ = board.pending([DueWebhook(webhook: 2, due: now)])
        #expect(board.needsShare(at: now))
        #expect(board.wishes(at: now).count == 2)
        _ = board.shared(share(0, until: later), at: now)
        #expect(!board.needsShare(at: now.adding(milliseconds: 999)))
        #expect(board.needsShare(at: now.adding(seconds: 1)))
    }

    @Test("starts no more than its share, and more as soon as it has more")
    func starts() throws {
        var board = board([try LaneFixture.webhook(maxConcurrency: 4)])
        _ = board.shared(share(2, until: later), at: now)
        let first = board.fill(1, LaneFixture.deliveries(1...5), at: now).starts
        #expect(first.numbers == [1, 2])
        #expect(board.wishes(at: now) == [WebhookShare.Wish(webhook: 1, wanted: 4, held: 2)])
        let more = board.shared(share(3, until: later), at: now).starts
        #expect(more.numbers == [3])
    }

    @Test("what is under way counts as held although the share has shrunk; what is ready goes back without one")
    func shrinks() throws {
        var board = board([try LaneFixture.webhook(maxConcurrency: 4)])
        _ = board.shared(share(3, until: later), at: now)
        _ = board.fill(1, LaneFixture.deliveries(1...5), at: now)
        _ = board.shared(share(1, until: later), at: now)
        let ended = board.ended(1, success: true, seconds: 1, at: now)
        #expect(ended.starts.isEmpty && board.wishes(at: now).map(\.held) == [2])
        let back = board.shared(share(0, until: later), at: now).back
        #expect(back.numbers == [4, 5])
    }

    @Test("starts nothing that could outlast the share, and holds nothing once it is over")
    func runsOut() throws {
        var board = board([try LaneFixture.webhook(maxConcurrency: 4)])
        _ = board.shared(share(4, until: later), at: now)
        let late = later.adding(milliseconds: -30_000 - LaneShare.margin + 1)
        let none = board.fill(1, LaneFixture.deliveries(1...2), at: late).starts
        #expect(none.isEmpty)
        #expect(board.wishes(at: later) == [WebhookShare.Wish(webhook: 1, wanted: 4, held: 0)])
    }

    @Test("a share that was too long on its way is asked for again at once")
    func lateShare() throws {
        var board = board([try LaneFixture.webhook(maxConcurrency: 4)])
        _ = board.wishes(at: now)
        let late = now.adding(seconds: 300)
        _ = board.shared(share(4, until: later), at: late)
        #expect(board.needsShare(at: late) && board.lacksShare(at: late))
        #expect(board.wishes(at: late) == [WebhookShare.Wish(webhook: 1, wanted: 4, held: 0)])
        _ = board.shared(share(4, until: late.adding(seconds: 60)), at: late)
        #expect(!board.needsShare(at: late) && !board.lacksShare(at: late))
    }

    @Test("gives back what it has not used for a while, and says so once")
    func idles() throws {
        var board = LaneBoard(limits: LaneBoard.Limits(isShared: true))
        _ = board.pending([DueWebhook(webhook: 1, due: now)])
        board.loaded(1, try LaneFixture.webhook(maxConcurrency: 4), at: now)
        _ = board.shared(share(4, until: later), at: now)
        let request = try #require(board.plan(at: now).claims.first)
        _ = board.claimed([request], [], at: now)
        #expect(board.wishes(at: now).map(\.wanted) == [4])
        let idle = now.adding(milliseconds: LaneBoard.keepsShareFor)
        #expect(board.wishes(at: idle) == [WebhookShare.Wish(webhook: 1, wanted: 0, held: 0)])
        #expect(board.wishes(at: idle).isEmpty)
    }

    @Test("sends at the part of the rate that goes with the share")
    func rate() throws {
        var board = board([try LaneFixture.webhook(maxConcurrency: 8, rateLimit: 8)])
        _ = board.shared(share(4, until: later), at: now)
        let early = board.fill(1, LaneFixture.deliveries(1...3), at: now).starts
        let then = board.plan(at: now.adding(milliseconds: 250)).starts
        #expect(early.isEmpty && then.numbers == [1])
    }
}
