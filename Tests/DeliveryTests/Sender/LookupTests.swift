import Domain
import NIOCore
import NIOPosix
import Synchronization
import TestSupport
import Testing

@testable import Delivery

@Suite("Name lookups")
struct LookupTests {
    private typealias Lookups = NameLookups<String, Int>

    private let start = NIODeadline.uptimeNanoseconds(1_000_000_000_000)
    private let address = IPAddress.v4(0x0808_0808)

    private func limits(_ change: (inout LookupLimits) -> Void = { _ in }) -> LookupLimits {
        var limits = LookupLimits()
        change(&limits)
        return limits
    }

    @Test("Waiters for one name share a lookup, and its result for a while")
    func shared() {
        var lookups = Lookups(limits: limits())
        #expect(lookups.request("a", webhook: 1, waiter: 1, now: start) == .start)
        #expect(lookups.request("a", webhook: 2, waiter: 2, now: start) == .wait)
        #expect(lookups.finished("a", addresses: [address], now: start) == [1, 2])
        #expect(lookups.request("a", webhook: 1, waiter: 3, now: start + .seconds(4)) == .answer([address]))
        #expect(lookups.request("a", webhook: 1, waiter: 4, now: start + .seconds(5)) == .start)
    }

    @Test("A failure is not cached")
    func failure() {
        var lookups = Lookups(limits: limits())
        _ = lookups.request("a", webhook: 1, waiter: 1, now: start)
        _ = lookups.finished("a", addresses: nil, now: start)
        #expect(lookups.request("a", webhook: 1, waiter: 2, now: start) == .start)
    }

    @Test("When all threads are busy, names wait and webhooks take turns")
    func turns() {
        var lookups = Lookups(limits: limits { $0.threads = 1 })
        #expect(lookups.request("x", webhook: 9, waiter: 0, now: start) == .start)
        for name in ["a1", "a2"] { #expect(lookups.request(name, webhook: 1, waiter: 1, now: start) == .wait) }
        #expect(lookups.request("b1", webhook: 2, waiter: 2, now: start) == .wait)
        var order: [String] = []
        var running = "x"
        for _ in 1...3 {
            _ = lookups.finished(running, addresses: nil, now: start)
            running = lookups.next(now: start) ?? ""
            order.append(running)
        }
        #expect(order == ["a1", "b1", "a2"])
    }

    @Test("Stuck lookups free their threads, up to the hard limit, and a name known to hang fails at once")
    func stuck() {
        var lookups = Lookups(
            limits: limits {
                $0.threads = 1
                $0.allThreads = 2
                $0.queued = 1
            })
        _ = lookups.request("hang", webhook: 1, waiter: 1, now: start)
        #expect(lookups.request("b", webhook: 2, waiter: 2, now: start) == .wait)
        #expect(lookups.request("c", webhook: 2, waiter: 3, now: start) == .refuse)
        #expect(lookups.next(now: start) == nil)
        #expect(lookups.next(now: start + .seconds(1)) == "b")
        #expect(lookups.request("c", webhook: 2, waiter: 3, now: start + .seconds(3)) == .wait)
        #expect(lookups.next(now: start + .seconds(3)) == nil)
        #expect(lookups.request("hang", webhook: 1, waiter: 4, now: start + .seconds(10)) == .stuck)
    }

    @Test("The number of cached results is limited")
    func bounded() {
        var lookups = Lookups(limits: limits { $0.cachedNames = 2 })
        for name in ["a", "b", "c"] {
            _ = lookups.request(name, webhook: 1, waiter: 1, now: start)
            _ = lookups.finished(name, addresses: [address], now: start)
        }
        let kept = ["a", "b", "c"].filter {
            lookups.request($0, webhook: 1, waiter: 9, now: start) == .answer([address])
        }
        #expect(kept.count == 2)
    }

    @Test("A name that hangs delays no other, and times out as a dns failure")
    func hanging() async throws {
        let gate = ThreadGate()
        var configuration = SenderFixture.patient
        configuration.lookups.threads = 1
        configuration.lookups.stuckAfter = .milliseconds(50)
        configuration.lookups.timeout = .milliseconds(400)
        let receiver = try await ScriptedReceiver.start { _ in .answer(204) }
        let sender = try SenderFixture.sender(configuration) { name in
            if name == "hang.test" { gate.pass() }
            return [.v4(0x7F00_0001)]
        }
        async let hanging = sender.send(try SenderFixture.request(receiver.url(host: "hang.test"), webhook: 1))
        let other = await sender.send(try SenderFixture.request(receiver.url(host: "receiver.test"), webhook: 2))
        #expect(other.response?.status == 204)
        #expect(try await hanging.reason == .dns)
        let again = await sender.send(try SenderFixture.request(receiver.url(host: "hang.test"), webhook: 1))
        #expect(again.reason == .dns)
        gate.open()
        await sender.shutdown()
        await receiver.stop()
    }

    @Test("A name that resolves differently the second time gains nothing: no connection is made")
    func rebinding() async throws {
        let receiver = try await ScriptedReceiver.start { _ in .answer(204) }
        let lookups = Mutex(0)
        var configuration = SenderFixture.patient
        configuration.lookups.cached = .zero
        let names = NameResolver(limits: configuration.lookups) { _, family in
            guard family == .v4 else { return .none }
            lookups.withLock { $0 += 1 }
            return .found([.v4(lookups.withLock { $0 } == 1 ? 0x7F00_0002 : 0x7F00_0001)])
        }
        let sender = try SenderFixture.sender(configuration, allow: ["127.0.0.2/32"], names: names)
        let url = receiver.url(host: "rebound.test")
        // Nothing listens at 127.0.0.2: the first lookup leads to an allowed address that refuses.
        #expect(await sender.send(try SenderFixture.request(url)).reason == .refused)
        let second = await sender.send(try SenderFixture.request(url))
        #expect(second.reason == .blockedAddress)
        #expect(second.message == .blocked(.notPublicName(host: "rebound.test")))
        #expect(receiver.connectionCount == 0)
        await sender.shutdown()
        await receiver.stop()
    }

    @Test("Only those of a name's addresses are tried that may be reached")
    func mixed() async throws {
        let receiver = try await ScriptedReceiver.start { _ in .answer(204) }
        let sender = try SenderFixture.sender(allow: ["127.0.0.1/32"]) { _ in [.v4(0x0A00_0001), .v4(0x7F00_0001)] }
        let exchange = await sender.send(try SenderFixture.request(receiver.url(host: "mixed.test")))
        #expect(exchange.response?.status == 204)
        #expect(exchange.timings.dns != nil)
        await sender.shutdown()
        await receiver.stop()
    }

    @Test("Of a name with thousands of addresses, a few are kept, from both families")
    func manyAddresses() async throws {
        let names = NameResolver { _ in (0..<1_500).map { .v6(0x2600 << 112 + $0) } + [.v4(0x7F00_0001)] }
        let loop = MultiThreadedEventLoopGroup.singleton.any()
        let kept = try await names.addresses(of: "many.test", webhook: 1, owner: .project(1), on: loop).get()
        #expect(kept.count == LookupLimits().addresses && kept.contains(.v4(0x7F00_0001)))
        #expect(Set(kept).count == kept.count)
    }

    @Test("A literal address is checked as well")
    func literal() async throws {
        let receiver = try await ScriptedReceiver.start { _ in .answer(204) }
        let sender = try SenderFixture.sender(allow: [])
        #expect(await sender.send(try SenderFixture.request(receiver.url)).reason == .blockedAddress)
        #expect(receiver.connectionCount == 0)
        await sender.shutdown()
        await receiver.stop()
    }
}

extension NameLookups {
    /// For a webhook of the only owner.
    fileprivate mutating func request(_ name: Name, webhook: Int64, waiter: Waiter, now: NIODeadline) -> Decision {
        request(name, webhook: webhook, owner: .project(1), waiter: waiter, now: now)
    }
}
