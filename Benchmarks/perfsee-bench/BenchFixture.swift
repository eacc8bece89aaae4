import Delivery
import Domain
import Foundation
import Logging
import NIOPosix
import Signing
import Storage

/// A store, a worker and a project on a new database, wired as `perfsee serve` wires them.
struct BenchFixture {
    let database: BenchDatabase
    let store: any Store
    let sender: HTTPSender
    let worker: DeliveryWorker
    let project: Project

    static func build(on kind: String = "sqlite", names: NameResolver? = nil) async throws -> BenchFixture {
        let database = try await BenchDatabase.make(kind)
        let store = try await database.open()
        let (sender, worker) = try worker(of: store, names: names)
        let new = NewProject(id: "bench", host: .unknown, namespace: "perfsee", name: "bench")
        guard case .done(let project) = try await store.createProject(new, at: SystemTime().now(), once: nil) else {
            throw BenchError("no project")
        }
        return BenchFixture(database: database, store: store, sender: sender, worker: worker, project: project)
    }

    static func worker(of store: any Store, names: NameResolver? = nil) throws -> (HTTPSender, DeliveryWorker) {
        let logger = Logger(label: "bench")
        let sender = try HTTPSender(
            group: MultiThreadedEventLoopGroup.singleton,
            egress: EgressGuard(EgressPolicy(allow: [try CIDR(parsing: "127.0.0.0/8")]), logger: logger), names: names)
        let worker = DeliveryWorker(store: store, sender: sender, time: SystemTime(), logger: logger)
        return (sender, worker)
    }

    @discardableResult
    func addWebhook(_ url: String, eventType: String = "*", concurrency: Int) async throws -> Webhook.ID {
        let settings = WebhookSettings(
            url: url, secret: WebhookSecret.generate().text, eventType: eventType, maxConcurrency: concurrency)
        guard
            case .done(let webhook) = try await store.createWebhook(
                settings, in: .project(project.number), at: SystemTime().now(), once: nil)
        else { throw BenchError("no webhook") }
        return webhook.id
    }

    /// Publishes one event of about 1 KB that carries its publishing time.
    func publish(_ eventType: EventType = EventType(stored: "bench:event")) async throws {
        var payload = Array(#"{"sentAt":\#(Monotonic.now())"#.utf8)
        payload += Self.rest
        let event = NewEvent(
            owner: .project(project.number), eventType: eventType,
            body: EventBody(eventType: eventType, payload: payload), quota: Self.quota)
        _ = try await store.accept(event, at: SystemTime().now(), once: nil)
    }

    /// Counted as on a server, but never reached.
    private static let quota = EventQuota(events: 1 << 40, bytes: 1 << 50)

    func isQuiet() async throws -> Bool {
        let counts = try await store.counts(at: SystemTime().now())
        return counts.pending + counts.sending == 0
    }

    func tearDown() async throws {
        await sender.shutdown()
        try await store.close()
        try await database.remove()
    }

    private static let rest = Array(
        #","text":"\#(String(repeating: "a front end that gets heavier ", count: 32))"}"#.utf8)
}
