import Foundation
import Glibc
import NIOCore
import PerfseeSDK
import PostgresClient
import PostgresSupport
import Testing

@Suite(
    "Killed nodes, a restarting database and cut connections",
    .enabled(if: TemporaryPostgres.isInstalled, "There is no PostgreSQL: install postgresql-15."),
    .timeLimit(.minutes(15)))
struct KilledNodesTests {
    private static let project = "chaos"
    private static let publishers = 32
    private static let timeout = 10
    /// Seconds within which the last delivery arrives: the leases of the last killed node run out first, and deliveries
    /// that waited for them may have to wait for that node's shares as well.
    private static let patience = 240.0

    @Test("Nodes lose no acknowledged event, every duplicate is explained, and every webhook's limits hold overall")
    func chaos() async throws {
        let postgres = try await TemporaryPostgres.start()
        let proxy = try TCPProxy(to: postgres.port)
        let cluster = try Cluster(
            database: "postgres://postgres@127.0.0.1:\(proxy.port)/postgres?sslmode=disable", allowed: "127.0.0.0/8")
        let nodes = try (1...3).map { try Node("node\($0)", in: cluster) }
        let receiver = try await Self.receiver(nodes)
        do {
            try await run(nodes, receiver, postgres, proxy)
        } catch {
            try await Self.end(nodes, receiver, postgres, proxy)
            throw error
        }
        try await Self.end(nodes, receiver, postgres, proxy)
    }

    private static func end(
        _ nodes: [Node], _ receiver: CountingReceiver, _ postgres: TemporaryPostgres, _ proxy: TCPProxy
    ) async throws {
        for node in nodes { try await node.end() }
        await receiver.stop()
        proxy.close()
        try await postgres.end()
    }

    private func run(
        _ nodes: [Node], _ receiver: CountingReceiver, _ postgres: TemporaryPostgres, _ proxy: TCPProxy
    ) async throws {
        let seed = RunSetting.seed
        let events = RunSetting.events
        print("PERFSEE_CHAOS_SEED=\(seed) PERFSEE_CHAOS_EVENTS=\(events)")
        for node in nodes { try await node.start() }
        try await Self.makeWebhooks(nodes[0], receiver)
        let begin = ContinuousClock.now

        let acknowledgements = Acknowledgements(count: events)
        let log = DisturbanceLog()
        let chaos = Chaos(
            nodes: nodes, postgres: postgres, proxy: proxy, acknowledgements: acknowledgements, log: log, seed: seed)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 0..<Self.publishers {
                let publisher = EventPublisher(
                    nodes: nodes, project: Self.project, eventType: LoadPath.eventType(of:),
                    acknowledgements: acknowledgements, seed: seed &+ 1_000 &+ UInt64(number))
                group.addTask { await publisher.run() }
            }
            group.addTask { try await chaos.run() }
            try await group.waitForAll()
        }
        #expect(acknowledgements.acknowledged == events)
        let published = ContinuousClock.now
        try await Self.waitUntilDelivered(postgres)
        let delivered = ContinuousClock.now

        try await Self.checkLoss(receiver, acknowledgements, postgres, log, since: begin)
        Self.checkLimits(receiver)
        var duplicates = Duplicates(receiver.deliveries, timeout: Double(Self.timeout), log)
        for delivery in duplicates.unexplained.keys {
            duplicates.explain(delivery, timeouts: try await Self.timeouts(of: delivery, postgres))
        }
        for (delivery, unexplained) in duplicates.unexplained {
            print("Not explained: \(unexplained.story). Attempts: \(try await Self.attempts(of: delivery, postgres))")
        }
        #expect(duplicates.unexplained.count == 0, "\(duplicates.unexplained.values.prefix(3).map(\.story))")
        for story in duplicates.afterTimeouts { print("Read when its sender had given up: \(story)") }
        for story in duplicates.afterTrouble { print("Could not be recorded: \(story)") }
        #expect(log.kills >= Chaos.kills / 2 && log.restarts == Chaos.restarts && log.cuts > 0)
        try await Self.checkAcceptedOnce(postgres, events)
        print(
            """
            \(events) acknowledged events of 3 nodes, \(receiver.deliveries.count) deliveries: \(log.kills) nodes killed, \
            PostgreSQL restarted \(log.restarts) times, \(log.cuts) connections cut. All delivered; \
            \(receiver.brokenOff) exchanges broken off; \(duplicates.count) duplicates, \(duplicates.afterKills) of \
            nodes that were killed, \(duplicates.afterTrouble.count) of nodes that could not record and \
            \(duplicates.afterTimeouts.count) that were read too late, \(duplicates.shortestGap) to \
            \(duplicates.longestGap) s after the first. At once: \(receiver.mostOpen(LoadPath.capped.rawValue)) of \
            \(LoadPath.cappedConcurrency), \(receiver.mostOpen(LoadPath.plain.rawValue)) of \
            \(LoadPath.plainConcurrency). Published in \(begin.seconds(to: published)) s, delivered \
            \(published.seconds(to: delivered)) s later.
            """)
    }

    private static func receiver(_ nodes: [Node]) async throws -> CountingReceiver {
        let port = PortOfReceiver()
        let known = SocketOwners(port: { port.number }, processes: { nodes.compactMap(\.process) })
        let owners = try #require(known, "The kernel does not tell of sockets (CONFIG_INET_TCP_DIAG).")
        let receiver = try await CountingReceiver.start(pauses: LoadPath.pauses) {
            address in
            address?.port.flatMap(owners.owner(ofPort:)).map(String.init) ?? Arrival.unknownSender
        }
        port.number = receiver.port
        return receiver
    }

    private static func makeWebhooks(_ node: Node, _ receiver: CountingReceiver) async throws {
        let client = try node.client()
        _ = try await client.createProject(
            NewProject(id: project, host: "Unknown", namespace: "perfsee", name: project))
        for path in LoadPath.allCases {
            var webhook = NewWebhook(url: receiver.url(path.rawValue), secret: "a secret", eventType: path.eventType)
            webhook.timeout = timeout
            switch path {
            case .plain: webhook.maxConcurrency = LoadPath.plainConcurrency
            case .capped: webhook.maxConcurrency = LoadPath.cappedConcurrency
            case .paced: webhook.rateLimit = LoadPath.rate
            }
            _ = try await client.createWebhook(webhook, in: project)
        }
    }

    /// Waits until the database says that nothing is pending, past all proxies: then nothing more can arrive.
    private static func waitUntilDelivered(_ postgres: TemporaryPostgres) async throws {
        let connection = try await PostgresConnection.connect(try postgres.settings())
        let end = ContinuousClock.now + .seconds(patience)
        var open = Int.max
        while open > 0 {
            let rows = try await connection.query("SELECT count(*) FROM deliveries WHERE state <> 2")
            open = try #require(try rows.value(as: Int.self))
            try #require(ContinuousClock.now < end, "\(open) deliveries are still to come")
            if open > 0 { try await Task.sleep(for: .milliseconds(250)) }
        }
        await connection.close()
    }

    private static func checkLoss(
        _ receiver: CountingReceiver, _ acknowledgements: Acknowledgements, _ postgres: TemporaryPostgres,
        _ log: DisturbanceLog, since begin: ContinuousClock.Instant
    ) async throws {
        for path in LoadPath.allCases {
            let expected = Set((1...acknowledgements.count).filter(path.hears))
            let answered = receiver.answered(path.rawValue)
            let lost = expected.subtracting(answered).sorted()
            for event in lost.prefix(20) {
                print(
                    "Lost on \(path.rawValue): \(try await story(of: event, acknowledgements, postgres, since: begin))")
            }
            if !lost.isEmpty { print(log.story(since: begin)) }
            #expect(lost.isEmpty)
            #expect(answered.subtracting(expected).isEmpty)
        }
        // One id for each event and webhook, however often it was published and sent.
        var ids: [String: Set<String>] = [:]
        for delivery in receiver.deliveries {
            ids["\(delivery.path) \(delivery.number)", default: []].insert(delivery.id)
        }
        #expect(ids.values.allSatisfy { $0.count == 1 })
    }

    /// How an event was acknowledged, and what the database knows of it.
    private static func story(
        of event: Int, _ acknowledgements: Acknowledgements, _ postgres: TemporaryPostgres,
        since begin: ContinuousClock.Instant
    ) async throws -> String {
        let connection = try await PostgresConnection.connect(try postgres.settings())
        let keys = try await connection.query(
            "SELECT convert_from(body, 'UTF8'), created_at FROM idempotency_keys WHERE key = $1",
            "event-\(event)")
        let key = try keys.map { row in
            "\(try row.read(0, as: String?.self) ?? "no answer") at \(try row.read(1, as: Int64.self))"
        }
        await connection.close()
        guard let acknowledgement = acknowledgements[event] else { return "\(event): never acknowledged" }
        return """
            \(event): acknowledged \(begin.seconds(to: acknowledgement.time)) s after the start by \(acknowledgement.node), \
            after \(acknowledgement.failures), as \(acknowledgement.response); its key: \(key.isEmpty ? ["none"] : key)
            """
    }

    private static func checkLimits(_ receiver: CountingReceiver) {
        #expect(receiver.mostOpen(LoadPath.capped.rawValue) <= LoadPath.cappedConcurrency)
        #expect(receiver.mostOpen(LoadPath.plain.rawValue) <= LoadPath.plainConcurrency)
        let times = receiver.deliveries.filter { $0.path == LoadPath.paced.rawValue }.flatMap(\.arrivals).map(\.time)
            .sorted()
        // Over a window so long that bursts after a stall of a busy machine do not matter; and a tenth of a second's
        // worth may arrive at once.
        let window = 10.0
        let most = Double(LoadPath.rate) * (window + 0.1)
        for (index, time) in times.enumerated() {
            let within = times[index...].prefix { time.seconds(to: $0) < window }.count
            #expect(Double(within) <= most + 1)
        }
    }

    /// When the timed-out attempts ended.
    private static func timeouts(of delivery: String, _ postgres: TemporaryPostgres) async throws -> [Int64] {
        let connection = try await PostgresConnection.connect(try postgres.settings())
        let rows = try await connection.query(
            "SELECT end_time FROM attempts WHERE delivery = $1::text::uuid AND reason = 'timeout'", [delivery])
        let ends = try rows.map { try $0[0] as Int64 }
        await connection.close()
        return ends
    }

    /// What the log says about each attempt, in UTC: to find out why a delivery arrived twice.
    private static func attempts(of delivery: String, _ postgres: TemporaryPostgres) async throws -> [String] {
        let connection = try await PostgresConnection.connect(try postgres.settings())
        let rows = try await connection.query(
            """
            SELECT concat_ws(' ', number, coalesce(reason, status::text), detail, to_timestamp(start_time / 1000.0),
                (end_time - start_time) || ' ms')
            FROM attempts WHERE delivery = $1::text::uuid ORDER BY number
            """, [delivery])
        let attempts = try rows.map { try $0[0] as String }
        await connection.close()
        return attempts
    }

    private static func checkAcceptedOnce(_ postgres: TemporaryPostgres, _ events: Int) async throws {
        let connection = try await PostgresConnection.connect(try postgres.settings())
        #expect(try await connection.query("SELECT count(*) FROM events").value(as: Int.self) == events)
        await connection.close()
    }
}
