import Foundation
import PerfseeSDK
import ProgramSupport
import StoreSupport
import Synchronization
import TestSupport
import Testing

@Suite("Durability of accepted events")
struct NothingLostTests {
    /// How often the server is killed, and the minimum number of events acknowledged in between.
    private static let kills = 20
    private static let eventsBetweenKills = 12
    private static let publishers = 4
    /// The time limit of the last server, in seconds.
    private static let longestRun = 300

    @Test("Every acknowledged event is delivered although the server is killed twenty times")
    func everyAcknowledgedEvent() async throws {
        // Some requests are never answered, so that a kill interrupts exchanges.
        let ledger = Ledger()
        let receiver = try await ScriptedReceiver.start { request in
            Self.isLeftOpen(request, ledger) ? .hang : .answer(204)
        }
        let fixture = try ProgramFixture()
        var server = try await fixture.start(longestRun: Self.longestRun)
        let client = try fixture.client()
        _ = try await client.createProject(
            NewProject(id: "crash", host: "Unknown", namespace: "perfsee", name: "crash"))
        _ = try await client.createWebhook(NewWebhook(url: receiver.url, secret: "a secret"), in: "crash")

        try await withThrowingTaskGroup(of: Void.self) { group in
            for publisher in 0..<Self.publishers {
                group.addTask { try await Self.publish(as: publisher, by: fixture, ledger) }
            }
            for _ in 1...Self.kills {
                await ledger.grows(byAcknowledged: Self.eventsBetweenKills, leftOpen: 1)
                ledger.serverIsUp(false)
                try await fixture.stop(server, by: SIGKILL)
                server = try await fixture.start(longestRun: Self.longestRun)
                ledger.serverIsUp(true)
            }
            ledger.close()
            try await group.waitForAll()
        }
        try await fixture.stop(server, by: SIGKILL)
        server = try await fixture.start(longestRun: Self.longestRun)
        let deliveries = try await Self.deliveries(of: ledger.numbers, at: receiver, ledger)
        try await fixture.stop(server, by: SIGTERM)
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

    /// Publishes until the ledger closes; an event counts only once its 202 has arrived.
    private static func publish(as publisher: Int, by fixture: ProgramFixture, _ ledger: Ledger) async throws {
        let client = try fixture.client(retries: .never)
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
                // The server is down. The next event is a new one: whether this one was accepted stays unknown.
                await ledger.serverIsUp()
            }
        }
    }

    /// Until the last kill every ninth request gets no answer.
    private static func isLeftOpen(_ request: ReceivedRequest, _ ledger: Ledger) -> Bool {
        guard !ledger.isClosed, request.number.isMultiple(of: 9), let number = number(of: request) else {
            return false
        }
        ledger.leaveOpen(request.number, of: number)
        return true
    }

    /// The delivery ids that each event arrived with, once all have arrived and were answered.
    private static func deliveries(
        of numbers: Set<Int>, at receiver: ScriptedReceiver, _ ledger: Ledger
    ) async throws -> [Int: [String]] {
        let deadline = ContinuousClock.now + .seconds(60)
        var ids: [Int: [String]] = [:]
        var missing = numbers
        var read = 0
        while !missing.isEmpty {
            for request in receiver.requests[read...] {
                read += 1
                guard let number = number(of: request) else { continue }
                ids[number, default: []].append(request["X-Perfsee-Delivery"] ?? "")
                if !ledger.wasLeftOpen(request.number) { missing.remove(number) }
            }
            guard !missing.isEmpty else { break }
            do {
                _ = try await receiver.request(read + 1, before: deadline)
            } catch {
                throw Lost(numbers: missing.sorted())
            }
        }
        return ids
    }

    private struct Lost: Error {
        var numbers: [Int]
    }

    private static func number(of request: ReceivedRequest) -> Int? {
        try? JSONDecoder().decode(Numbered.self, from: Data(request.body)).payload.number
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
        /// Unanswered requests: their events, by the request's number at the receiver.
        var leftOpen: [Int: Int] = [:]
        var isClosed = false
        var isServerUp = true
        var waiter: Waiter?
        /// Publishers that wait for the server, so that they do not take the processor from its start.
        var publishers: [CheckedContinuation<Void, Never>] = []

        /// The number of acknowledged events left open: those have to arrive again.
        var openCount: Int { numbers.intersection(leftOpen.values).count }

        /// Takes the waiter out once its condition holds.
        mutating func takeWaiter() -> CheckedContinuation<Void, Never>? {
            guard let waiter, numbers.count >= waiter.acknowledged, openCount >= waiter.leftOpen else { return nil }
            self.waiter = nil
            return waiter.continuation
        }
    }

    private struct Waiter {
        var acknowledged: Int
        var leftOpen: Int
        var continuation: CheckedContinuation<Void, Never>
    }

    private let state = Mutex(State())

    var numbers: Set<Int> { state.withLock { $0.numbers } }
    var isClosed: Bool { state.withLock { $0.isClosed } }

    func wasLeftOpen(_ request: Int) -> Bool {
        state.withLock { $0.leftOpen[request] != nil }
    }

    func leaveOpen(_ request: Int, of event: Int) {
        change { $0.leftOpen[request] = event }
    }

    func close() {
        change { $0.isClosed = true }
    }

    func add(_ number: Int) {
        change { _ = $0.numbers.insert(number) }
    }

    /// Returns once this many more events were acknowledged, and this many more of them left open.
    func grows(byAcknowledged acknowledged: Int, leftOpen: Int) async {
        await withCheckedContinuation { continuation in
            change { state in
                state.waiter = Waiter(
                    acknowledged: state.numbers.count + acknowledged, leftOpen: state.openCount + leftOpen,
                    continuation: continuation)
            }
        }
    }

    func serverIsUp(_ isUp: Bool) {
        let publishers = state.withLock { state in
            state.isServerUp = isUp
            guard isUp else { return [CheckedContinuation<Void, Never>]() }
            defer { state.publishers = [] }
            return state.publishers
        }
        for publisher in publishers { publisher.resume() }
    }

    /// Returns once the server is up.
    func serverIsUp() async {
        await withCheckedContinuation { continuation in
            let isUp = state.withLock { state in
                if !state.isServerUp { state.publishers.append(continuation) }
                return state.isServerUp
            }
            if isUp { continuation.resume() }
        }
    }

    private func change(_ body: (inout State) -> Void) {
        let waiter = state.withLock { state in
            body(&state)
            return state.takeWaiter()
        }
        waiter?.resume()
    }
}
