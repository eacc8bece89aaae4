import Domain
import NIOCore
import TestSupport
import Testing

@testable import Delivery

@Suite("Sharing connections")
struct SharingTests {
    @Test("The connection limit holds, and everything is sent")
    func cap() async throws {
        var configuration = SenderFixture.patient
        configuration.connections = 4
        configuration.connectionsPerOrigin = 3
        let receiver = try await ScriptedReceiver.start { _ in .answer(204) }
        let sender = try SenderFixture.sender(configuration)
        let request = try SenderFixture.request(receiver.url)
        await withTaskGroup(of: Int?.self) { group in
            for _ in 1...60 { group.addTask { await sender.send(request).response?.status } }
            for await status in group { #expect(status == 204) }
        }
        #expect(receiver.connectionCount <= 3)
        await sender.shutdown()
        await receiver.stop()
    }

    @Test("An origin that hangs at its limit does not block another, and a waiter times out")
    func hangingOrigin() async throws {
        var configuration = SenderFixture.patient
        configuration.connectionsPerOrigin = 1
        let hanging = try await ScriptedReceiver.start { _ in .hang }
        let good = try await ScriptedReceiver.start { _ in .answer(204) }
        let sender = try SenderFixture.sender(configuration)
        async let first = sender.send(try SenderFixture.request(hanging.url))
        _ = try await hanging.request(1)
        let second = await sender.send(try SenderFixture.request(hanging.url, timeout: .milliseconds(100)))
        #expect(second.reason == .timeout)
        #expect(second.message == .timeout(step: .queue, limitMilliseconds: 100))
        #expect(await sender.send(try SenderFixture.request(good.url, webhook: 2)).response?.status == 204)
        await sender.shutdown()
        #expect(try await first.reason == .reset)
        #expect(hanging.requests.count == 1)
        await hanging.stop()
        await good.stop()
    }

    @Test("At the cap, an idle connection of another origin makes room")
    func eviction() async throws {
        var configuration = SenderFixture.patient
        configuration.connections = 1
        let one = try await ScriptedReceiver.start { _ in .answer(204) }
        let other = try await ScriptedReceiver.start { _ in .answer(204) }
        let sender = try SenderFixture.sender(configuration)
        #expect(await sender.send(try SenderFixture.request(one.url)).response?.status == 204)
        #expect(await sender.send(try SenderFixture.request(other.url, webhook: 2)).response?.status == 204)
        try await one.closedConnections(1)
        await sender.shutdown()
        await one.stop()
        await other.stop()
    }
}
