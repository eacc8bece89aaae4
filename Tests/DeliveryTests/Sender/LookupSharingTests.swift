import Domain
import NIOCore
import NIOPosix
import Testing

@testable import Delivery

@Suite("Name lookups of several owners")
struct LookupSharingTests {
    private typealias Lookups = NameLookups<String, Int>

    private let start = NIODeadline.uptimeNanoseconds(1_000_000_000_000)
    private let address = IPAddress.v4(0x0808_0808)

    private func limits(threads: Int, all: Int, queued: Int = 4_096) -> LookupLimits {
        var limits = LookupLimits()
        (limits.threads, limits.allThreads, limits.queued) = (threads, all, queued)
        return limits
    }

    @Test("However many hanging names an owner has, another owner's lookup starts at once")
    func hanging() {
        var lookups = Lookups(limits: LookupLimits())
        var asked = 0, running = 0
        for tick: Int64 in 0..<600 {
            let now = start + .milliseconds(100 * tick)
            for _ in 0..<20 {
                asked += 1
                let decision = lookups.request(
                    "hang\(asked)", webhook: Int64(asked), owner: .project(1), waiter: asked, now: now)
                if decision == .start { running += 1 }
            }
            while lookups.next(now: now) != nil { running += 1 }
            // Until the first of them are stuck.
            if tick == 9 { #expect(running == 22) }
            let name = "fine\(tick)"
            #expect(lookups.request(name, webhook: 1, owner: .project(2), waiter: -1, now: now) == .start)
            _ = lookups.finished(name, addresses: [address], now: now)
        }
        #expect(running == 214)
    }

    @Test("A name that waits in two owners' lines is looked up for both as soon as either has a thread")
    func sameName() {
        var lookups = Lookups(limits: limits(threads: 4, all: 4))
        var names: [String] = []
        for number in 1... {
            let name = "hang\(number)"
            guard lookups.request(name, webhook: 1, owner: .project(1), waiter: number, now: start) == .start else {
                break
            }
            names.append(name)
        }
        #expect(names.count < 4)
        #expect(lookups.request("shared", webhook: 1, owner: .project(1), waiter: 100, now: start) == .wait)
        #expect(lookups.request("shared", webhook: 2, owner: .project(2), waiter: 200, now: start) == .start)
        #expect(lookups.finished("shared", addresses: [address], now: start) == [100, 200])
    }

    @Test("The owner with the fewest lookups goes first, and equals take turns")
    func turns() {
        var lookups = Lookups(limits: limits(threads: 1, all: 1))
        #expect(lookups.request("x", webhook: 9, owner: .project(9), waiter: 0, now: start) == .start)
        for name in ["a1", "a2", "a3"] {
            #expect(lookups.request(name, webhook: 1, owner: .project(1), waiter: 1, now: start) == .wait)
        }
        for name in ["b1", "b2"] {
            #expect(lookups.request(name, webhook: 2, owner: .application(1), waiter: 2, now: start) == .wait)
        }
        var order = ["x"]
        while let running = order.last {
            _ = lookups.finished(running, addresses: nil, now: start)
            guard let next = lookups.next(now: start) else { break }
            order.append(next)
        }
        #expect(order == ["x", "a1", "b1", "a2", "b2", "a3"])
    }

    @Test("A name that nobody waits for anymore leaves the queue")
    func forgotten() {
        var lookups = Lookups(limits: limits(threads: 1, all: 1, queued: 2))
        _ = lookups.request("x", webhook: 1, owner: .project(1), waiter: 0, now: start)
        for (waiter, name) in ["a", "b"].enumerated() {
            #expect(lookups.request(name, webhook: 1, owner: .project(1), waiter: waiter, now: start) == .wait)
        }
        #expect(lookups.request("a", webhook: 2, owner: .project(2), waiter: 9, now: start) == .wait)
        #expect(lookups.request("c", webhook: 2, owner: .project(2), waiter: 8, now: start) == .refuse)
        lookups.forget(1, name: "b")
        #expect(lookups.request("c", webhook: 2, owner: .project(2), waiter: 8, now: start) == .wait)
        // Another owner still waits for it.
        lookups.forget(0, name: "a")
        _ = lookups.finished("x", addresses: nil, now: start)
        #expect(lookups.next(now: start) == "a")
        #expect(lookups.finished("a", addresses: nil, now: start) == [9])
        #expect(lookups.next(now: start) == "c")
    }

    @Test("While one owner's names hang in the system's resolver, another's name is resolved")
    func resolver() async throws {
        let gate = ThreadGate()
        var limits = limits(threads: 8, all: 8)
        // Nothing counts as stuck while the test runs.
        limits.stuckAfter = .minutes(10)
        limits.timeout = .minutes(10)
        let address = address
        let names = NameResolver(limits: limits) { name in
            if name.hasPrefix("hang") { gate.pass() }
            return [address]
        }
        let loop = MultiThreadedEventLoopGroup.singleton.next()
        let hanging = (Int64(1)...100).map {
            names.addresses(of: "hang\($0).test", webhook: $0, owner: .project(1), on: loop)
        }
        let found = try await names.addresses(of: "fine.test", webhook: 101, owner: .project(2), on: loop).get()
        #expect(found == [address])
        gate.open()
        for one in hanging { #expect(try await one.get() == [address]) }
    }
}
