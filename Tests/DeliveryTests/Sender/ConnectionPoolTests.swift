import Domain
import Testing

@testable import Delivery

@Suite("The connection pool")
struct ConnectionPoolTests {
    private typealias Pool = ConnectionPool<String, String, WebhookURL.Origin>

    private static func origin(_ port: Int) -> WebhookURL.Origin {
        WebhookURL.Origin(isTLS: false, host: .name("h"), port: port)
    }

    private let a = origin(1)
    private let b = origin(2)
    private let c = origin(3)

    private func pool(_ connections: Int, perOrigin: Int = 10, waiting: Int = 100) -> Pool {
        Pool(limits: Pool.Limits(connections: connections, perOrigin: perOrigin, waiting: waiting))
    }

    @Test("The most recently used connection is used next")
    func lastInFirstOut() {
        var pool = pool(10)
        for waiter in ["1", "2"] { #expect(pool.acquire(waiter, webhook: 1, origin: a) == .open(closing: nil)) }
        #expect(pool.park("x", origin: a) == nil)
        #expect(pool.park("y", origin: a) == nil)
        #expect(pool.acquire("3", webhook: 1, origin: a) == .use("y"))
        #expect(pool.acquire("4", webhook: 1, origin: a) == .use("x"))
    }

    @Test("One origin may not hold all connections, and what it frees goes to its own waiters")
    func perOrigin() {
        var pool = pool(10, perOrigin: 1)
        #expect(pool.acquire("1", webhook: 1, origin: a) == .open(closing: nil))
        #expect(pool.acquire("2", webhook: 1, origin: a) == .wait)
        #expect(pool.acquire("3", webhook: 2, origin: b) == .open(closing: nil))
        #expect(pool.park("y", origin: b) == nil)
        #expect(pool.park("x", origin: a) == .use("x", "2"))
        #expect(pool.closed("x", origin: a) == nil)
        #expect(pool.acquire("4", webhook: 1, origin: a) == .open(closing: nil))
    }

    @Test("At the cap, the connection that has been idle longest makes room")
    func eviction() {
        var pool = pool(2)
        _ = pool.acquire("1", webhook: 1, origin: a)
        _ = pool.acquire("2", webhook: 2, origin: b)
        _ = pool.park("x", origin: a)
        _ = pool.park("y", origin: b)
        #expect(pool.acquire("3", webhook: 3, origin: c) == .open(closing: "x"))
        #expect(pool.closed("x", origin: a) == nil)
        #expect(pool.acquire("4", webhook: 1, origin: a) == .open(closing: "y"))
        #expect(pool.acquire("5", webhook: 2, origin: b) == .wait)
        #expect(pool.closed(nil, origin: a) == .open("5", closing: nil))
    }

    @Test("Webhooks take turns, however many waiters one has")
    func turns() {
        var pool = pool(1)
        _ = pool.acquire("0", webhook: 9, origin: c)
        for waiter in ["a1", "a2", "a3"] { #expect(pool.acquire(waiter, webhook: 1, origin: a) == .wait) }
        #expect(pool.acquire("b1", webhook: 2, origin: b) == .wait)
        #expect(pool.closed("z", origin: c) == .open("a1", closing: nil))
        #expect(pool.park("x", origin: a) == .open("b1", closing: "x"))
        #expect(pool.closed("x", origin: a) == nil)
        #expect(pool.closed("y", origin: b) == .open("a2", closing: nil))
        #expect(pool.park("x2", origin: a) == .use("x2", "a3"))
        #expect(pool.waitingCount == 0)
    }

    @Test("A webhook whose origin is at its limit does not hold up the others")
    func held() {
        var pool = pool(3, perOrigin: 1)
        _ = pool.acquire("1", webhook: 1, origin: a)
        for waiter in ["a2", "a3"] { #expect(pool.acquire(waiter, webhook: 1, origin: a) == .wait) }
        _ = pool.acquire("2", webhook: 2, origin: b)
        _ = pool.acquire("3", webhook: 3, origin: c)
        #expect(pool.acquire("b2", webhook: 2, origin: b) == .wait)
        #expect(pool.closed("y", origin: b) == .open("b2", closing: nil))
        #expect(pool.park("x", origin: a) == .use("x", "a2"))
        #expect(pool.closed("x", origin: a) == .open("a3", closing: nil))
    }

    @Test("A waiter that gave up is skipped")
    func forgotten() {
        var pool = pool(1)
        _ = pool.acquire("0", webhook: 9, origin: a)
        _ = pool.acquire("1", webhook: 1, origin: a)
        _ = pool.acquire("2", webhook: 2, origin: a)
        #expect(pool.forget("1", webhook: 1, origin: a) == true)
        #expect(pool.forget("1", webhook: 1, origin: a) == false)
        #expect(pool.park("x", origin: a) == .use("x", "2"))
        #expect(pool.park("x", origin: a) == nil)
    }

    @Test("Waiters beyond the limit are refused")
    func refused() {
        var pool = pool(1, waiting: 1)
        _ = pool.acquire("0", webhook: 9, origin: a)
        #expect(pool.acquire("1", webhook: 1, origin: a) == .wait)
        #expect(pool.acquire("2", webhook: 1, origin: a) == .refuse)
    }

    @Test("Closing an idle connection frees its slot, and an assigned one is not taken back")
    func retire() {
        var pool = pool(1)
        _ = pool.acquire("0", webhook: 9, origin: a)
        _ = pool.park("x", origin: a)
        #expect(pool.retire("x", origin: a) == true)
        #expect(pool.retire("x", origin: a) == false)
        #expect(pool.closed("x", origin: a) == nil)
        #expect(pool.openCount == 0)
    }

    @Test("A parallel socket takes a free slot, but not that of an idle connection")
    func beside() {
        var pool = pool(3, perOrigin: 2)
        _ = pool.acquire("1", webhook: 1, origin: a)
        #expect(pool.takeRoom(for: "x", origin: a) == true)
        // The origin is at its limit.
        #expect(pool.takeRoom(for: "y", origin: a) == false)
        _ = pool.acquire("2", webhook: 2, origin: b)
        _ = pool.park("z", origin: b)
        // All slots are taken, one by an idle connection.
        #expect(pool.takeRoom(for: "y", origin: c) == false)
        #expect(pool.openCount == 3)
    }

    @Test("A parallel socket gives way to anyone who needs a connection, before an idle one does")
    func besideGivesWay() {
        var pool = pool(3)
        _ = pool.acquire("1", webhook: 1, origin: a)
        _ = pool.acquire("2", webhook: 2, origin: b)
        _ = pool.park("z", origin: b)
        #expect(pool.takeRoom(for: "x", origin: a) == true)
        #expect(pool.acquire("3", webhook: 3, origin: c) == .open(closing: "x"))
        #expect(pool.isEvicted("x") == true)
        #expect(pool.moveIn("x") == false)
        #expect(pool.closed("x", origin: a) == nil)
        #expect(pool.isEvicted("x") == false)
        #expect(pool.openCount == 3)
    }

    @Test("At its origin's limit, a parallel socket gives way to that origin's exchanges")
    func besideAtOrigin() {
        var pool = pool(10, perOrigin: 2)
        _ = pool.acquire("1", webhook: 1, origin: a)
        #expect(pool.takeRoom(for: "x", origin: a) == true)
        #expect(pool.takeRoom(for: "y", origin: b) == true)
        #expect(pool.acquire("2", webhook: 1, origin: a) == .open(closing: "x"))
        #expect(pool.acquire("3", webhook: 1, origin: a) == .wait)
    }

    @Test("A closed parallel socket frees its slot for a waiter, and a moved-in one keeps its slot")
    func besideEnds() {
        var pool = pool(2, perOrigin: 2)
        _ = pool.acquire("1", webhook: 1, origin: a)
        #expect(pool.takeRoom(for: "x", origin: a) == true)
        #expect(pool.closed("x", origin: a) == nil)
        #expect(pool.openCount == 1)
        #expect(pool.takeRoom(for: "y", origin: a) == true)
        #expect(pool.moveIn("y") == true)
        #expect(pool.acquire("2", webhook: 2, origin: b) == .wait)
        // The attempt gives back its previous slot.
        #expect(pool.closed(nil, origin: a) == .open("2", closing: nil))
        #expect(pool.closed("y", origin: a) == nil)
        #expect(pool.openCount == 1)
    }

    @Test("A shared connection takes exchanges up to its limit, and what it frees goes to who waits")
    func shared() {
        var pool = pool(10)
        #expect(pool.acquire("1", webhook: 1, origin: a) == .open(closing: nil))
        #expect(pool.share("x", origin: a, limit: 3, isSettled: true) == [])
        #expect(pool.acquire("2", webhook: 1, origin: a) == .use("x"))
        #expect(pool.acquire("3", webhook: 1, origin: a) == .use("x"))
        #expect(pool.acquire("4", webhook: 1, origin: a) == .open(closing: nil))
        #expect(pool.finished("x", origin: a) == [])
        #expect(pool.acquire("5", webhook: 1, origin: a) == .use("x"))
        #expect(pool.openCount == 2)
    }

    @Test("Whoever can share a connection that is being made waits for it")
    func awaited() {
        var pool = pool(10)
        #expect(pool.acquire("1", webhook: 1, origin: a, shares: true) == .open(closing: nil))
        for waiter in ["2", "3", "4"] { #expect(pool.acquire(waiter, webhook: 1, origin: a, shares: true) == .wait) }
        #expect(pool.isAwaited(a))
        // Others do not wait for it, and what they free opens no second connection.
        #expect(pool.acquire("b", webhook: 2, origin: b) == .open(closing: nil))
        #expect(pool.park("y", origin: b) == nil)
        #expect(pool.share("x", origin: a, limit: 1, isSettled: false) == [])
        // The fourth needs another connection, which is then awaited as well.
        #expect(
            pool.share("x", origin: a, limit: 3, isSettled: true) == [
                .use("x", "2"), .use("x", "3"), .open("4", closing: nil),
            ])
        #expect(pool.isAwaited(a) && pool.waitingCount == 0)
    }

    @Test("If it is not made, or is not shared, everyone gets a connection of their own")
    func awaitedInVain() {
        var pool = pool(10)
        #expect(pool.acquire("1", webhook: 1, origin: a, shares: true) == .open(closing: nil))
        for waiter in ["2", "3"] { #expect(pool.acquire(waiter, webhook: 1, origin: a, shares: true) == .wait) }
        #expect(pool.stopAwaiting(a) == [.open("2", closing: nil), .open("3", closing: nil)])
        #expect(pool.closed(nil, origin: a) == nil)
        #expect(pool.acquire("4", webhook: 1, origin: a, shares: true) == .open(closing: nil))
        #expect(pool.openCount == 3)
    }

    @Test("A shared connection that breaks before its limit is known is no longer awaited")
    func awaitedThenClosed() {
        var pool = pool(10)
        #expect(pool.acquire("1", webhook: 1, origin: a, shares: true) == .open(closing: nil))
        #expect(pool.share("x", origin: a, limit: 1, isSettled: false) == [])
        #expect(pool.acquire("2", webhook: 1, origin: a, shares: true) == .wait)
        #expect(pool.closed("x", origin: a) == .open("2", closing: nil))
        #expect(pool.openCount == 1)
    }

    @Test("A shared connection gives way only while it has no exchange")
    func sharedEviction() {
        var pool = pool(2)
        _ = pool.acquire("1", webhook: 1, origin: a)
        _ = pool.share("x", origin: a, limit: 3, isSettled: true)
        _ = pool.acquire("2", webhook: 2, origin: b)
        _ = pool.share("y", origin: b, limit: 3, isSettled: true)
        #expect(pool.acquire("3", webhook: 3, origin: c) == .wait)
        #expect(pool.retire("x", origin: a) == false)
        // The one that became idle is closed for who waits.
        #expect(pool.finished("x", origin: a) == [.open("3", closing: "x")])
        #expect(pool.share("x", origin: a, limit: 9, isSettled: true) == [])
        #expect(pool.closed("x", origin: a) == nil)
        #expect(pool.finished("y", origin: b) == [])
        #expect(pool.retire("y", origin: b) == true)
        #expect(pool.closed("y", origin: b) == nil)
        #expect(pool.openCount == 1)
    }

    @Test("A shared connection that takes no more is left to its exchanges")
    func draining() {
        var pool = pool(10)
        _ = pool.acquire("1", webhook: 1, origin: a)
        _ = pool.share("x", origin: a, limit: 3, isSettled: true)
        #expect(pool.acquire("2", webhook: 1, origin: a) == .use("x"))
        #expect(pool.share("x", origin: a, limit: 0, isSettled: true) == [])
        #expect(pool.acquire("3", webhook: 1, origin: a) == .open(closing: nil))
        #expect(pool.finished("x", origin: a) == [] && pool.finished("x", origin: a) == [])
        #expect(pool.acquire("4", webhook: 1, origin: a) == .open(closing: nil))
        #expect(pool.closed("x", origin: a) == nil && pool.openCount == 2)
    }
}
