import Foundation
import Glibc
import NIOCore
import PerfseeSDK
import PostgresClient
import PostgresSupport
import ProgramSupport
import Testing

/// Two nodes on two machines with one database, a receiver that both reach, and a publisher for each.
struct CutNodeFixture: Sendable {
    let network: NodeNetwork
    let postgres: TemporaryPostgres
    let nodes: [Node]
    let receiver: CountingReceiver
    var publishers: [SteadyPublisher]
    /// Watches the machine that is cut, the first.
    let watch: Watch

    var machines: [NodeNetwork.Machine] { network.machines }
    var machine: NodeNetwork.Machine { network.machines[0] }

    static func start(
        _ network: NodeNetwork, _ postgres: TemporaryPostgres, project: String, path: String, timeout: Int
    ) async throws -> CutNodeFixture {
        let cluster = try Cluster(
            database: "postgres://postgres@\(network.databaseAddress):\(postgres.port)/postgres?sslmode=disable",
            allowed: network.network)
        let nodes = try network.machines.map {
            try Node($0.name, host: $0.address, in: cluster, wrapper: $0.wrapper)
        }
        let receiver = try await CountingReceiver.start(host: network.address, pauses: [path: .milliseconds(5)]) {
            $0?.ipAddress ?? Arrival.unknownSender
        }
        try await nodes[0].start()
        let connection = try await PostgresConnection.connect(try postgres.settings())
        try await connection.execute(LeaseHistory.trigger)
        await connection.close()
        try await nodes[1].start()
        let client = try nodes[0].client()
        _ = try await client.createProject(
            NewProject(id: project, host: "Unknown", namespace: "perfsee", name: project))
        var webhook = NewWebhook(url: receiver.url(path), secret: "a secret")
        webhook.timeout = timeout
        _ = try await client.createWebhook(webhook, in: project)
        let publishers = nodes.enumerated().map { index, node in
            SteadyPublisher(node, project: project, first: (index + 1) * 1_000_000)
        }
        return CutNodeFixture(
            network: network, postgres: postgres, nodes: nodes, receiver: receiver, publishers: publishers,
            watch: Watch(nodes[0]))
    }

    func end() async throws {
        watch.stop()
        for publisher in publishers { publisher.stop() }
        for node in nodes { try await node.end() }
        await receiver.stop()
    }

    /// When exchanges of a node began.
    func arrivals(of node: Int) -> [ContinuousClock.Instant] {
        let address = machines[node].address
        return receiver.deliveries.flatMap(\.arrivals).filter { $0.sender == address }.map(\.time).sorted()
    }

    /// The longest time in which a node began nothing, in seconds.
    func longestPause(of node: Int, in span: ClosedRange<ContinuousClock.Instant>) -> Double {
        let times = [span.lowerBound] + arrivals(of: node).filter(span.contains) + [span.upperBound]
        return zip(times, times.dropFirst()).map { $0.seconds(to: $1) }.max() ?? 0
    }

    /// Waits up to a minute for a condition.
    func eventually<Value>(
        _ what: String, within seconds: Double = 60, _ look: () async throws -> Value?
    ) async throws -> Value {
        let end = ContinuousClock.now + .seconds(seconds)
        while true {
            if let value = try await look() { return value }
            try #require(ContinuousClock.now < end, "There was no \(what) within \(seconds) s.")
            try await Task.sleep(for: .milliseconds(100))
        }
    }

    func untilBothSend() async throws {
        try await eventually("exchange of each node") { () -> Void? in
            arrivals(of: 0).count > 20 && arrivals(of: 1).count > 20 ? () : nil
        }
    }

    /// Waits until a machine holds at least this many leases of deliveries that it has not sent yet.
    func untilLeased(by machine: NodeNetwork.Machine, atLeast count: Int) async throws {
        let connection = try await PostgresConnection.connect(try postgres.settings())
        let address = machine.databaseAddress
        try await eventually("\(count) leases of a node") { () -> Void? in
            let rows = try await connection.query(
                """
                SELECT count(*) FROM deliveries JOIN LATERAL (
                    SELECT node FROM lease_history WHERE delivery = id ORDER BY place DESC LIMIT 1
                ) AS last ON host(node) = $1 WHERE state = 1
                """, address)
            return try rows.value(as: Int.self) ?? 0 >= count ? () : nil
        }
        await connection.close()
    }

    /// Waits until the database has ended the cut machine's running work: its connections, and so its locks.
    func untilDatabaseForgets(within seconds: Double) async throws -> ContinuousClock.Instant {
        let connection = try await PostgresConnection.connect(try postgres.settings())
        let address = machine.databaseAddress
        let gone = try await eventually("end of the cut machine's connections", within: seconds) {
            let count = try await connection.query(
                "SELECT count(*) FROM pg_stat_activity WHERE host(client_addr) = $1", address
            ).value(as: Int.self)
            return count == 0 ? ContinuousClock.now : nil
        }
        await connection.close()
        return gone
    }

    /// Stops publishing, and returns once the database says that nothing more is pending.
    func untilDelivered() async throws {
        for publisher in publishers { publisher.stop() }
        try await eventually("end of publishing", within: 90) { () -> Void? in
            publishers.allSatisfy(\.isOver) ? () : nil
        }
        let connection = try await PostgresConnection.connect(try postgres.settings())
        // A lease that no node knows about, because its commit was never answered, has to run out.
        try await eventually("end of all deliveries", within: 200) { () -> Void? in
            let open = try await connection.query("SELECT count(*) FROM deliveries WHERE state <> 2")
                .value(as: Int.self)
            return open == 0 ? () : nil
        }
        await connection.close()
    }
}
