import Domain
import Foundation
import Logging
import NIOPosix
import ServiceLifecycle
import Storage
import StoreSupport
import TestSupport
import Testing

@testable import Delivery

/// A complete worker that sends to 127.0.0.1, with its own store and a clock that the test moves.
struct WorkerFixture: Sendable {
    /// What a test waited for did not happen in time.
    struct NothingHappened: Error, CustomStringConvertible {
        let description: String
    }

    /// How to create the fixture.
    struct Options: Sendable {
        var jitter = 0.0
        var policy = "127.0.0.0/8"
        /// What names resolve to; nil looks nothing up.
        var lookup: NameResolver.Names = { _ in [.v4(0x7F00_0001)] }
        var sender = SenderConfiguration()
        /// Whether the lease rescuer runs beside the worker.
        var rescues = false
        var startsNow = true
        var defaultSchedule = RetrySchedule.standard
        var logger: Logger?
    }

    /// How many of an idle worker's loops sleep: with several nodes, there is another one to coordinate with them.
    static let loops = TestedStore.isPostgres ? 2 : 1
    /// The longest a test waits for something to happen.
    static let patience = Duration.seconds(20)

    let store: any Store
    /// The store's, for changes by other programs.
    let database: RawDatabase
    let time: ManualTime
    let project: Project
    let sender: HTTPSender
    let services: ServiceGroup

    var start: Timestamp { Timestamp(milliseconds: 1_700_000_000_000) }

    // MARK: Actions

    func webhook(_ settings: WebhookSettings) async throws -> Webhook {
        guard
            case .done(let webhook) = try await store.createWebhook(
                settings, in: project.number, at: time.now(), once: nil)
        else { throw NothingHappened(description: "The webhook was not made.") }
        return webhook
    }

    @discardableResult
    func publish(_ payload: String = "{}", cause: EventCause? = nil) async throws -> Accepted {
        let type = EventType.bundleFinished
        return try await accept(
            NewEvent(
                owner: .project(project.number), eventType: type,
                body: EventBody(eventType: type, payload: payload.utf8), cause: cause))
    }

    @discardableResult
    func ping(_ webhook: Webhook) async throws -> Accepted {
        let body = EventBody(eventType: .ping, payload: PingPayload(project: project, webhook: webhook.id).bytes)
        return try await accept(
            NewEvent(project: project.number, eventType: .ping, body: body, only: webhook.id))
    }

    func redeliver(_ id: DeliveryID) async throws {
        _ = try await store.redeliver(id, in: project.number, at: time.now(), once: nil)
    }

    private func accept(_ event: NewEvent) async throws -> Accepted {
        guard case .done(let accepted) = try await store.accept(event, at: time.now(), once: nil) else {
            throw NothingHappened(description: "The event was not accepted.")
        }
        return accepted
    }

    func setEnabled(_ isEnabled: Bool, _ webhook: Webhook) async throws {
        var changes = WebhookChanges()
        changes.isEnabled = isEnabled
        _ = try await store.updateWebhook(webhook.id, in: project.number, changes, at: time.now())
    }

    /// Tells the worker to stop gracefully.
    func stop() async {
        await services.triggerGracefulShutdown()
    }

    // MARK: State

    func delivery(_ id: DeliveryID) async throws -> Delivery {
        try #require(try await store.delivery(id, in: project.number))
    }

    func state(of webhook: Webhook) async throws -> Webhook {
        try #require(try await store.webhook(webhook.id, in: project.number))
    }

    func deliveries() async throws -> [Delivery] {
        try await store.deliveries(in: project.number, matching: DeliveryFilter(), before: nil, limit: 1_000)
    }

    func count(_ state: Delivery.State, of webhook: Webhook? = nil) async throws -> Int {
        let filter = DeliveryFilter(webhook: webhook?.id, state: state)
        return try await store.deliveries(in: project.number, matching: filter, before: nil, limit: 1_000).count
    }

    /// The delivery, once this many of its attempts have been recorded.
    func delivery(_ id: DeliveryID, afterAttempts count: Int) async throws -> Delivery {
        try await eventually("attempt \(count) of \(id)") {
            try await delivery(id).attemptCount >= count
        }
        return try await delivery(id)
    }

    func attempt(_ number: Int, of id: DeliveryID) async throws -> Attempt {
        try #require(try await store.attempts(of: id).first { $0.number == number })
    }

    /// Returns once `condition` holds, or throws after `patience`.
    func eventually(_ what: String, _ condition: () async throws -> Bool) async throws {
        let deadline = ContinuousClock.now + Self.patience
        while try await !condition() {
            guard ContinuousClock.now < deadline else {
                throw NothingHappened(description: "The test waited in vain for \(what).")
            }
            await Pause.beforeNextLook()
        }
    }

    // MARK: Setup

    /// Creates a fixture, runs its worker, and removes both when `body` is done.
    static func with(
        _ options: Options = Options(), _ body: (WorkerFixture) async throws -> Void
    ) async throws {
        try await TestedStore.with { tested in
            let fixture = try await make(options, tested)
            try await withThrowingTaskGroup(of: Void.self) { group in
                if options.startsNow { group.addTask { try await fixture.services.run() } }
                defer { group.cancelAll() }
                try await body(fixture)
            }
            await fixture.sender.shutdown()
        }
    }

    /// Creates a fixture, runs its worker beside `body`, and returns once the worker has stopped by itself.
    static func untilStopped(_ body: (WorkerFixture) async throws -> Void) async throws {
        var options = Options()
        options.startsNow = false
        try await with(options) { fixture in
            try await fixture.running {
                try await body(fixture)
            }
        }
    }

    /// Runs the services beside `body` and waits for them to stop by themselves; if `body` throws, they are stopped.
    func running(_ body: () async throws -> Void) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await services.run() }
            do {
                try await body()
            } catch {
                group.cancelAll()
                throw error
            }
            try await group.waitForAll()
        }
    }

    private static func make(_ options: Options, _ tested: TestedStore) async throws -> WorkerFixture {
        let store = tested.store
        let time = ManualTime()
        var silent = Logger(label: "worker")
        silent.logLevel = .critical
        let logger = options.logger ?? silent
        let sender = try HTTPSender(
            configuration: options.sender, group: .singletonMultiThreadedEventLoopGroup,
            egress: EgressGuard(EgressPolicy(allow: [try CIDR(parsing: options.policy)]), logger: logger),
            names: NameResolver(limits: options.sender.lookups, names: options.lookup),
            trusting: .only([try TestCertificates.authority()]))
        let jitter = options.jitter
        var services: [any Service] = [
            DeliveryWorker(
                store: store, sender: sender, defaultSchedule: options.defaultSchedule, time: time, logger: logger,
                jitter: { jitter })
        ]
        if options.rescues { services.append(LeaseRescuer(store: store, time: time, logger: logger)) }
        let new = NewProject(id: "perfsee", host: .github, namespace: "perfsee", name: "perfsee")
        guard case .done(let project) = try await store.createProject(new, at: time.now(), once: nil) else {
            throw NothingHappened(description: "The project was not made.")
        }
        return WorkerFixture(
            store: store, database: tested.database, time: time, project: project, sender: sender,
            services: ServiceGroup(services: services, logger: logger))
    }
}
