import Domain
import Logging
import Storage
import Synchronization
import TestSupport
import Testing

@testable import Delivery

@Suite("Maintenance tasks")
struct MaintenanceTests {
    private struct Failure: Error {}

    private final class Rounds: Sendable {
        private let count = Atomic(0)

        var soFar: Int { count.load(ordering: .acquiring) }

        func next() -> Int { count.add(1, ordering: .acquiringAndReleasing).newValue }
    }

    @Test("A task runs after each pause, even after a failure")
    func rounds() async throws {
        let time = ManualTime()
        let rounds = Rounds()
        let task = PeriodicTask(
            name: "count", pause: .seconds(10), time: time,
            logger: Logger(label: "task") { _ in SwiftLogNoOpLogHandler() })
        await withTaskGroup(of: Void.self) { group in
            group.addTask {
                await task.run {
                    if rounds.next() == 1 { throw Failure() }
                }
            }
            for round in 1...3 {
                await time.sleepers(1)
                #expect(rounds.soFar == round)
                #expect(time.nextDeadline == time.now() + .seconds(10))
                time.advance(seconds: 10)
            }
            group.cancelAll()
        }
    }

    @Test("Rescuing leaves valid leases alone and takes back all expired ones, however many")
    func rescuing() async throws {
        var options = WorkerFixture.Options()
        options.startsNow = false
        try await WorkerFixture.with(options) { fixture in
            let webhook = try await fixture.webhook(WebhookSettings(url: "http://127.0.0.1:1/"))
            let count = LeaseRescuer.chunk + 3
            for _ in 0..<count { try await fixture.publish() }
            let early = try await lease(count - 1, of: webhook, until: 60, fixture)
            let late = try await lease(1, of: webhook, until: 90, fixture)
            #expect(early == count - 1 && late == 1)
            let rescuer = LeaseRescuer(store: fixture.store, time: fixture.time, logger: Logger(label: "rescuer"))
            await withTaskGroup(of: Void.self) { group in
                group.addTask { try? await rescuer.run() }
                await fixture.time.sleepers(1)
                fixture.time.advance(seconds: 61)
                await fixture.time.sleepers(1)
                group.cancelAll()
            }
            let counts = try await fixture.store.counts(at: fixture.time.now())
            #expect(counts.pending == count - 1 && counts.sending == 1)
        }
    }

    @Test("Everything past its retention period is pruned round by round, whatever a chunk contains")
    func pruning() async throws {
        var options = WorkerFixture.Options()
        options.startsNow = false
        try await WorkerFixture.with(options) { fixture in
            let webhook = try await fixture.webhook(WebhookSettings(url: "http://127.0.0.1:1/"))
            for _ in 0..<(Pruner.chunk + 5) { try await fixture.publish() }
            var changes = WebhookChanges()
            changes.isEnabled = false
            _ = try await fixture.store.updateWebhook(
                webhook.id, in: fixture.project.number, changes, at: fixture.time.now())
            let pruner = Pruner(
                store: fixture.store, blobs: Leftovers(), retention: Retention(), time: fixture.time,
                logger: Logger(label: "pruner"))
            await withTaskGroup(of: Void.self) { group in
                group.addTask { try? await pruner.run() }
                await fixture.time.sleepers(1)
                fixture.time.advance(seconds: 30 * 24 * 3600)
                await fixture.time.sleepers(1)
                group.cancelAll()
            }
            #expect(try await fixture.count(.skipped) == Pruner.chunk + 5)
            fixture.time.advance(seconds: 1)
            await withTaskGroup(of: Void.self) { group in
                group.addTask { try? await pruner.run() }
                await fixture.time.sleepers(1)
                group.cancelAll()
            }
            #expect(try await fixture.count(.skipped) == 0)
        }
    }

    private func lease(
        _ count: Int, of webhook: Webhook, until seconds: Double, _ fixture: WorkerFixture
    ) async throws -> Int {
        try await fixture.store.claim(
            [ClaimRequest(webhook: webhook.id, limit: count)], at: fixture.start,
            leaseUntil: fixture.start + .seconds(seconds), bodyBytes: 0
        ).count
    }

    @Test(
        "Erasing goes on until nothing is left, and a blob that cannot be deleted holds up no other",
        .timeLimit(.minutes(1)))
    func erasing() async throws {
        let leftovers = Leftovers()
        let eraser = Eraser(
            store: leftovers, blobs: leftovers, time: ManualTime(),
            logger: Logger(label: "eraser") { _ in SwiftLogNoOpLogHandler() })
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await eraser.run() }
            defer { group.cancelAll() }
            while leftovers.deleted.count < 3 {
                try Task.checkCancellation()
                await Pause.beforeNextLook()
            }
        }
        #expect(leftovers.deleted == ["b", "c", "d"])
        #expect(leftovers.expired == 0)
    }

    /// Two rounds of leftovers, in which the blob `a` cannot be deleted, and three rounds of expired rows.
    private final class Leftovers: Maintenance, BlobStore {
        private let rounds = Mutex([
            Erased(blobKeys: ["a", "b"], isDone: false), Erased(blobKeys: ["c", "d"], isDone: true),
        ])
        private let keys = Mutex<[String]>([])
        private let expiredRounds = Mutex(3)

        var expired: Int { expiredRounds.withLock { $0 } }
        var deleted: [String] { keys.withLock { $0 } }

        func erase(limit: Int) async throws -> Erased {
            rounds.withLock { $0.isEmpty ? Erased(blobKeys: [], isDone: true) : $0.removeFirst() }
        }

        func delete(_ key: String) async throws {
            if key == "a" { throw Failure() }
            keys.withLock { $0.append(key) }
        }

        func forgetExpired(at now: Timestamp, limit: Int) async throws -> Bool {
            expiredRounds.withLock { rounds in
                rounds = max(0, rounds - 1)
                return rounds == 0
            }
        }
        func check() async throws {}
        func close() async throws {}
        func write(_ key: String, chunks: some AsyncSequence<[UInt8], any Error> & Sendable) async throws -> Int { 0 }
        func write(_ key: String, bytes: [UInt8]) async throws {}
        func withFile<Value: Sendable>(
            _ key: String, _ body: (String) async throws -> Value
        ) async throws -> Value? { nil }
        func read(_ key: String, offset: Int64, count: Int) async throws -> [UInt8]? { nil }
        func size(_ key: String) async throws -> Int64? { nil }
    }
}
