import Foundation
import PerfseeSDK
import ProgramSupport
import StoreSupport
import Synchronization
import TestSupport
import Testing

@Suite("Nothing accepted is ever lost")
struct NothingLostTests {
    /// How often the server is killed, and how many events are acknowledged in between at least.
    private static let kills = 20
    private static let eventsBetweenKills = 12
    private static let publishers = 4
    /// How long the last server may run, in seconds.
    private static let longestRun = 300

    @Test("Every acknowledged event is delivered although the server is killed twenty times")
    func everyAcknowledgedEvent() async throws {
        // Some requests are never answered, so that every kill meets exchanges that are under way.
        let ledger = Ledger()
        let receiver = try await ScriptedReceiver.start { request in
            Self.isLeftOpen(request, ledger) ? .hang : .answer(204)
        }
        let bed = try ServerBed()
        var server = try await bed.start(longestRun: Self.longestRun)
        let client = try bed.client()
        _ = try await client.createProject(
            NewProject(id: "crash", host: "Unknown", namespace: "perfsee", name: "crash"))
        _ = try await client.createWebhook(NewWebhook(url: receiver.url, secret: "a secret"), in: "crash")

        try await withThrowingTaskGroup(of: Void.self) { group in
            for publisher in 0..<Self.publishers {
                group.addTask { try await Self.publish(as: publisher, by: bed, ledger) }
            }
            for _ in 1...Self.kills {
                try await ledger.acknowledged(Self.eventsBetweenKills)
                try await bed.stop(server, by: SIGKILL)
                server = try await bed.start(longestRun: Self.longestRun)
            }
            ledger.close()
            try await group.waitForAll()
        }
        try await bed.stop(server, by: SIGKILL)
        server = try await bed.start(longestRun: Self.longestRun)
        let deliveries = try await Self.deliveries(of: ledger.numbers, at: receiver, ledger)
        try await bed.stop(server, by: SIGTERM)
        await receiver.stop()

        let duplicates = deliveries.values.reduce(0) { $0 + $1.count - 1 }
        #expect(duplicates > 0, "no kill met an exchange that was under way")
        for (number, ids) in deliveries {
            #expect(Set(ids).count == 1, "event \(number) came with several delivery ids")
        }
        print(
            "\(ledger.numbers.count) acknowledged events, \(Self.kills) kills: all delivered, "
                + "\(duplicates) duplicates, each with its first X-Perfsee-Delivery")
    }

    /// Publishes until the ledger closes; an event counts only once its 202 is there.
    private static func publish(as publisher: Int, by bed: ServerBed, _ ledger: Ledger) async throws {
        let client = try bed.client(retries: .never)
        var count = 0
        while !ledger.isClosed {
            count += 1
            let number = publisher * 1_000_000 + count
            let payload = Array(#"{"number":\#(number)}"#.utf8)
            do {
                _ = try await client.publish(
                    "crash:event", payload: payload, to: "crash", idempotencyKey: "event-\(number)")
                ledger.add(number)
            } catch is PerfseeClientError {
                // The server is down. The next event is another one: whether this one was accepted stays open.
                await Task.yield()
            }
        }
    }

    /// Until the last kill every ninth request is left without an answer.
    private static func isLeftOpen(_ request: ReceivedRequest, _ ledger: Ledger) -> Bool {
        guard !ledger.isClosed, request.number.isMultiple(of: 9) else { return false }
        ledger.leaveOpen(request.number)
        return true
    }

    /// The delivery ids with which each of the events came, once all have come and were answered.
    private static func deliveries(
        of numbers: Set<Int>, at receiver: ScriptedReceiver, _ ledger: Ledger
    ) async throws -> [Int: [String]] {
        // Of a node that is gone others do not know for sure, until its leases and shares have run out.
        let deadline = ContinuousClock.now + .seconds(TestedStore.isPostgres ? 240 : 60)
        while true {
            var ids: [Int: [String]] = [:]
            var answered: Set<Int> = []
            for request in receiver.requests {
                guard let event = try? JSONDecoder().decode(Numbered.self, from: Data(request.body)) else { continue }
                ids[event.payload.number, default: []].append(request["X-Perfsee-Delivery"] ?? "")
                if !ledger.leftOpen.contains(request.number) { answered.insert(event.payload.number) }
            }
            let missing = numbers.subtracting(answered)
            if missing.isEmpty { return ids }
            try #require(ContinuousClock.now < deadline, "lost: \(missing.sorted())")
            await Task.yield()
        }
    }

    private struct Numbered: Decodable {
        struct Payload: Decodable {
            var number: Int
        }

        var payload: Payload
    }
}

/// What was acknowledged so far.
private final class Ledger: Sendable {
    private struct State {
        var numbers: Set<Int> = []
        /// Requests, by their number at the receiver, that got no answer.
        var leftOpen: Set<Int> = []
        var isClosed = false
        var waiter: (count: Int, continuation: CheckedContinuation<Void, Never>)?
    }

    private let state = Mutex(State())

    var numbers: Set<Int> { state.withLock { $0.numbers } }
    var isClosed: Bool { state.withLock { $0.isClosed } }

    var leftOpen: Set<Int> { state.withLock { $0.leftOpen } }

    func leaveOpen(_ request: Int) {
        state.withLock { _ = $0.leftOpen.insert(request) }
    }

    func close() {
        state.withLock { $0.isClosed = true }
    }

    func add(_ number: Int) {
        let waiter = state.withLock { state -> CheckedContinuation<Void, Never>? in
            state.numbers.insert(number)
            guard let waiter = state.waiter, state.numbers.count >= waiter.count else { return nil }
            state.waiter = nil
            return waiter.continuation
        }
        waiter?.resume()
    }

    /// Returns once so many more were acknowledged.
    func acknowledged(_ more: Int) async throws {
        await withCheckedContinuation { continuation in
            state.withLock { state in
                state.waiter = (state.numbers.count + more, continuation)
            }
        }
    }
}
