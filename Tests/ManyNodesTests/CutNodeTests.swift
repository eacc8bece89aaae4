import Foundation
import Glibc
import NIOCore
import PerfseeSDK
import PostgresClient
import PostgresSupport
import Testing

@Suite(
    "A node cut off from its database",
    .enabled(if: TemporaryPostgres.isInstalled, "There is no PostgreSQL: install postgresql-15."),
    .enabled(if: NodeNetwork.obstacle == nil, Comment(rawValue: NodeNetwork.obstacle ?? "")), .timeLimit(.minutes(8)))
struct CutNodeTests {
    private static let project = "cut"
    private static let path = "/plain"
    /// In seconds.
    private static let timeout = 10
    private static let outage = 60.0
    /// How soon after the cut the node starts nothing more, in seconds: what the database said counts for half a second, and the
    /// machine is busy.
    private static let last = 3.0
    /// How many deliveries the cut node holds then: more than it can send within that time.
    private static let leased = 45

    @Test(
        "It soon starts nothing more, and nothing without a lease, while the other carries on, and it recovers by itself"
    )
    func cut() async throws {
        let network = try NodeNetwork()
        defer { network.end() }
        let postgres = try await Self.startPostgres(network)
        let fixture = try await CutNodeFixture.start(
            network, postgres, project: Self.project, path: Self.path, timeout: Self.timeout)
        do {
            try await Self.check(fixture)
        } catch {
            try await fixture.end()
            try await postgres.end()
            throw error
        }
        try await fixture.end()
        try await postgres.end()
    }

    private static func startPostgres(_ network: NodeNetwork) async throws -> TemporaryPostgres {
        var options = TemporaryPostgres.Options()
        options.settings["listen_addresses"] = "127.0.0.1,\(network.databaseAddress)"
        options.trusted = network.databaseNetwork
        return try await TemporaryPostgres.start(options)
    }

    private static func check(_ fixture: CutNodeFixture) async throws {
        var fixture = fixture
        try await fixture.untilBothSend()
        // From here on exchanges are slow, so that the node holds leases when it is cut, and could send for long.
        fixture.receiver.setPause(.seconds(5), of: path)
        try await fixture.untilLeased(by: fixture.machine, atLeast: leased)
        try fixture.network.cut(fixture.machine)
        // Only now: on a busy machine a request may still get through while the command that cuts is starting.
        let cut = ContinuousClock.now
        // The first publisher's event may have been at its commit. The node waits for its outcome for longer than the
        // cut lasts, so that publisher sends nothing else in the meantime.
        let latecomer = SteadyPublisher(fixture.nodes[0], project: project, first: 9_000_000)
        defer { latecomer.stop() }
        fixture.publishers.append(latecomer)
        let gone = try await fixture.untilDatabaseForgets(within: outage - 5)
        try await ContinuousClock().sleep(until: cut + .seconds(outage))
        try fixture.network.heal(fixture.machine)
        let healed = ContinuousClock.now
        fixture.receiver.setPause(.milliseconds(5), of: path)
        let ready = try await fixture.eventually("readiness") { fixture.watch.first(200, since: healed) }
        let sending = try await fixture.eventually("an exchange") { fixture.arrivals(of: 0).first { $0 > healed } }
        try await fixture.untilDelivered()

        checkCutNode(fixture, cut, healed)
        checkOther(fixture, cut, healed)
        let duplicates = try await checkLeases(fixture)
        let answers = [fixture.publishers[0], latecomer].flatMap { $0.answers(in: cut...healed) }
        let others = fixture.publishers[1].answers(in: cut...healed)
        let during = fixture.arrivals(of: 0).filter { (cut...healed).contains($0) }
        print(
            """
            The link was cut for \(cut.seconds(to: healed)) s. The cut node: \(during.count) exchanges under its \
            leases, the last begun \(during.last.map { cut.seconds(to: $0) } ?? 0) s after the cut; \
            \(answers.count) events refused, the slowest in \(answers.map(\.seconds).max() ?? 0) s; forgotten by the \
            database after \(cut.seconds(to: gone)) s; ready \(healed.seconds(to: ready.time)) s after the link was \
            there again, sending after \(healed.seconds(to: sending)) s. The other: \
            \(others.count) events accepted meanwhile, the slowest in \(others.map(\.seconds).max() ?? 0) s, at most \
            \(fixture.longestPause(of: 1, in: cut...healed)) s without a new exchange. \
            \(fixture.receiver.deliveries.count) deliveries, \(duplicates) duplicates.
            """)
    }

    private static func checkCutNode(
        _ fixture: CutNodeFixture, _ cut: ContinuousClock.Instant, _ healed: ContinuousClock.Instant
    ) {
        let arrivals = fixture.arrivals(of: 0).filter { (cut...healed).contains($0) }
        #expect(arrivals.allSatisfy { $0 < cut + .seconds(last) })
        let looks = fixture.watch.looks(in: cut + .seconds(10)...healed)
        #expect(!looks.isEmpty)
        #expect(looks.dropLast().allSatisfy { $0.status == 503 && $0.seconds < 8 })
        // The last one may have been answered after the link was restored.
        let answers = [fixture.publishers[0], fixture.publishers[2]].map { $0.answers(in: cut...healed).dropLast() }
        #expect(!answers[1].isEmpty && answers.joined().allSatisfy { $0.status == 503 && $0.hasRetryAfter })
    }

    private static func checkOther(
        _ fixture: CutNodeFixture, _ cut: ContinuousClock.Instant, _ healed: ContinuousClock.Instant
    ) {
        let answers = fixture.publishers[1].answers(in: cut...healed)
        #expect(answers.count > 100 && answers.allSatisfy { $0.status == 202 })
        // The cut node's running work in the database keeps its locks until the server notices.
        #expect(answers.allSatisfy { $0.seconds < 25 })
        #expect(fixture.longestPause(of: 1, in: cut...healed) < 25)
    }

    /// - Returns: how many deliveries arrived more than once.
    private static func checkLeases(_ fixture: CutNodeFixture) async throws -> Int {
        let connection = try await PostgresConnection.connect(try fixture.postgres.settings())
        let history = try await LeaseHistory(connection)
        await connection.close()
        var faults: [String] = []
        var duplicates = 0
        for delivery in fixture.receiver.deliveries {
            duplicates += delivery.arrivals.count - 1
            for arrival in delivery.arrivals {
                let lease = history.last(of: delivery.id, at: arrival.wallTime)
                let sender = fixture.machines.first { $0.address == arrival.sender }
                let isHeld = lease?.node == sender?.databaseAddress && sender != nil
                let left = (lease?.until ?? 0) - arrival.wallTime
                if !isHeld || left < Int64(timeout) * 1000 {
                    faults.append(
                        "\(delivery.id) by \(arrival.sender): \(left) ms left of \(lease?.node ?? "nobody")'s")
                }
            }
        }
        #expect(faults.isEmpty)
        for publisher in fixture.publishers {
            #expect(publisher.acknowledged.isSubset(of: fixture.receiver.answered(path)))
        }
        return duplicates
    }
}
