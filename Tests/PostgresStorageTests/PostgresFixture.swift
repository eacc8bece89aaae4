import Domain
import Foundation
import PostgresStorage
import PostgresSupport
import Storage
import StoreSupport
import Synchronization
import TestSupport
import Testing

/// Not a test but a benchmark: how many events pass through the whole store. `PERFSEE_BENCH=seconds swift test --filter
/// PostgresFixture` prints it.
@Suite("PostgresFixture", .enabled(if: ProcessInfo.processInfo.environment["PERFSEE_BENCH"] != nil))
struct PostgresFixture {
    @Test("Events are accepted and recorded at a measured rate, with commits on disk", arguments: [1, 8, 64, 256])
    func throughput(callers: Int) async throws {
        let seconds = Double(ProcessInfo.processInfo.environment["PERFSEE_BENCH"] ?? "") ?? 5
        var options = TemporaryPostgres.Options()
        options.isDurable = true
        options.settings = ["shared_buffers": "256MB", "max_wal_size": "4GB"]
        let server = try await TemporaryPostgres.start(options)
        let store = try await PostgresStore.open(
            server.url(), keyring: TemporaryPostgresStore.keyring, clock: SystemTime())
        let fixture = StoreFixture(store: store)
        let project = try await fixture.project()
        _ = try await fixture.webhook(in: project)
        let dispatcher = Dispatcher()
        store.attach(dispatcher)
        let end = ContinuousClock.now + .seconds(seconds)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<callers {
                group.addTask {
                    while ContinuousClock.now < end {
                        try await dispatcher.whole(store, project)
                    }
                }
            }
            try await group.waitForAll()
        }
        print("BENCH \(callers) callers: \(Int(Double(dispatcher.done.load(ordering: .relaxed)) / seconds)) events/s")
        try await store.close()
        try await server.end()
    }
}

/// A worker with room for everything, which delivers whatever it is handed.
private final class Dispatcher: DeliveryHandover {
    let done = Atomic(0)
    private let taken = Mutex<[DeliveryID: LeasedDelivery]>([:])
    private let payload = Array(#"{"text":"\#(String(repeating: "x", count: 1_000))"}"#.utf8)

    func reserve(_ webhook: Webhook.ID, bytes: Int, isUrgent: Bool, at now: Timestamp) -> Timestamp? {
        now + .seconds(60)
    }
    func take(_ deliveries: [LeasedDelivery]) {
        taken.withLock { taken in
            for delivery in deliveries { taken[delivery.id] = delivery }
        }
    }
    func cancel(_ webhook: Webhook.ID, bytes: Int) {}
    func pending(_ due: [DueWebhook]) {}
    func changed(_ webhook: Webhook.ID) {}

    func whole(_ store: PostgresStore, _ project: Project) async throws {
        let now = SystemTime().now()
        let event = NewEvent(
            project: project.number, eventType: .bundleFinished,
            body: EventBody(eventType: .bundleFinished, payload: payload))
        guard case .done(let accepted) = try await store.accept(event, at: now, once: nil),
            let id = accepted.firstDelivery, let leased = taken.withLock({ $0.removeValue(forKey: id) })
        else { return }
        let attempt = Attempt(
            number: 1, startTime: now, endTime: now, reason: nil, messages: [],
            request: Attempt.Request(
                url: "https://hooks.example.com/perfsee",
                headers: (0..<8).map { Attempt.Header(name: "X-Header-\($0)", value: "value of that header") }),
            response: Attempt.Response(
                status: 204, headers: [Attempt.Header(name: "Server", value: "nginx")], body: [], isTruncated: false),
            timings: Attempt.Timings(firstByte: .milliseconds(2), total: .milliseconds(3)))
        let result = AttemptResult(lease: leased.lease, webhook: leased.webhook, attempt: attempt, next: .delivered)
        #expect(try await store.record(result, at: now).leaseHeld)
        done.add(1, ordering: .relaxed)
    }
}
