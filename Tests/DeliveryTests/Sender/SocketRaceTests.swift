import Domain
import NIOCore
import TestSupport
import Testing

@testable import Delivery

@Suite("Names with many addresses", .serialized)
struct SocketRaceTests {
    /// The most sockets that were connecting to these ports at once while `body` ran.
    private func peak(of ports: Set<Int>, during body: @escaping @Sendable () async throws -> Void) async throws -> Int
    {
        try await withThrowingTaskGroup(of: Int?.self) { group in
            group.addTask {
                try await body()
                return nil
            }
            group.addTask {
                var peak = 0
                while !Task.isCancelled {
                    peak = max(peak, BlackHole.connecting(to: ports))
                    await Task.yield()
                }
                return peak
            }
            _ = try await group.next()
            group.cancelAll()
            return try await group.next().flatMap { $0 } ?? 0
        }
    }

    /// Returns once the sender has this many sockets, or after 20 s.
    private func has(_ count: Int, _ sender: HTTPSender) async {
        let deadline = ContinuousClock.now + .seconds(20)
        while sender.openCount < count, ContinuousClock.now < deadline { await Task.yield() }
        #expect(sender.openCount == count)
    }

    /// Returns once this many of the sender's sockets are connecting to the ports, or after 20 s: the sender counts a
    /// socket a moment before it begins to connect.
    private func connects(_ count: Int, to ports: Set<Int>, _ sender: HTTPSender) async {
        await has(count, sender)
        let deadline = ContinuousClock.now + .seconds(20)
        var connecting = BlackHole.connecting(to: ports)
        while connecting < count, ContinuousClock.now < deadline {
            await Task.yield()
            connecting = BlackHole.connecting(to: ports)
        }
        #expect(connecting == count)
    }

    /// Any number of addresses of this machine, except 127.0.0.1.
    private static func many(_ count: UInt32) -> [IPAddress] { (0..<count).map { .v4(0x7F01_0000 + $0) } }

    @Test("A black-hole address does not hide one that works, and its socket is closed at once")
    func hidden() async throws {
        let receiver = try await ScriptedReceiver.start { _ in .answer(204) }
        let hole = try BlackHole(at: "127.0.0.2", port: receiver.port)
        let sender = try SenderFixture.sender(lookup: { _ in [.v4(0x7F00_0002), .v4(0x7F00_0001)] })
        let exchange = await sender.send(try SenderFixture.request(receiver.url(host: "two.test")))
        #expect(exchange.response?.status == 204)
        #expect(exchange.timings.connect ?? .zero >= .milliseconds(240))
        #expect(hole.connecting == 0)
        #expect(sender.openCount == 1)
        await sender.shutdown()
        await receiver.stop()
    }

    @Test("An address that refuses is followed by the next at once")
    func refused() async throws {
        let receiver = try await ScriptedReceiver.start { _ in .answer(204) }
        let sender = try SenderFixture.sender(
            lookup: { _ in [.v4(0x7F00_0002), .v4(0x7F00_0003), .v4(0x7F00_0004), .v4(0x7F00_0001)] })
        #expect(await sender.send(try SenderFixture.request(receiver.url(host: "four.test"))).response?.status == 204)
        #expect(sender.openCount == 1)
        await sender.shutdown()
        await receiver.stop()
    }

    @Test("Of 1,500 black-hole addresses, four are tried, and all four are closed when the time is up")
    func four() async throws {
        let hole = try BlackHole()
        let sender = try SenderFixture.sender(lookup: { _ in Self.many(1_500) })
        let request = try SenderFixture.request("http://many.test:\(hole.port)/", timeout: .seconds(3))
        let peak = try await peak(of: [hole.port]) {
            async let sent = sender.send(request)
            await connects(AddressChoice.perAttempt, to: [hole.port], sender)
            let exchange = await sent
            #expect(
                exchange.reason == .timeout && exchange.message == .timeout(step: .connection, limitMilliseconds: 3000))
        }
        #expect(peak <= AddressChoice.perAttempt)
        #expect(hole.connecting == 0 && sender.openCount == 0)
        await sender.shutdown()
    }

    @Test("Canceling a task closes all its sockets")
    func cancelled() async throws {
        let hole = try BlackHole()
        let sender = try SenderFixture.sender(lookup: { _ in Self.many(4) })
        let request = try SenderFixture.request("http://many.test:\(hole.port)/")
        await withTaskGroup(of: Exchange.self) { group in
            group.addTask { await sender.send(request) }
            await has(2, sender)
            group.cancelAll()
            #expect(await group.next()?.reason == .reset)
        }
        #expect(hole.connecting == 0 && sender.openCount == 0)
        await sender.shutdown()
    }

    @Test("All sockets together stay under the cap, and make room for an exchange that needs one")
    func cap() async throws {
        var configuration = SenderFixture.patient
        configuration.connections = 20
        let holes = try (0..<3).map { _ in try BlackHole() }
        let receiver = try await ScriptedReceiver.start { _ in .answer(204) }
        let sender = try SenderFixture.sender(
            configuration, lookup: { $0 == "many.test" ? Self.many(1_500) : [.v4(0x7F00_0001)] })
        let requests = try holes.map {
            try SenderFixture.request("http://many.test:\($0.port)/", timeout: .seconds(60))
        }
        let good = try SenderFixture.request(receiver.url, webhook: 2, timeout: .seconds(15))
        let ports = Set(holes.map(\.port))
        let peak = try await peak(of: ports) {
            await withTaskGroup(of: Exchange.self) { group in
                for number in 0..<12 { group.addTask { await sender.send(requests[number % 3]) } }
                // 12 attempts, and the races of some of them, hold all slots.
                await connects(20, to: ports, sender)
                #expect(await sender.send(good).response?.status == 204)
                group.cancelAll()
            }
        }
        #expect(peak <= 20)
        #expect(BlackHole.connecting(to: ports) == 0)
        await sender.shutdown()
        await receiver.stop()
    }
}
