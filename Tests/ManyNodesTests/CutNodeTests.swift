import Foundation
import Glibc
import NIOCore
import PerfseeSDK
import PostgresClient
import PostgresSupport
import Testing

@Suite(
    "A node whose link to the database is cut",
    .enabled(if: TemporaryPostgres.isInstalled, "There is no PostgreSQL: install postgresql-15."),
    .enabled(if: NodeNetwork.obstacle == nil, Comment(rawValue: NodeNetwork.obstacle ?? "")), .timeLimit(.minutes(8)))
struct CutNodeTests {
    private static let project = "cut"
    private static let path = "/plain"
    /// Seconds.
    private static let timeout = 10
    private static let outage = 60.0
    /// Seconds that a share lasts that is not renewed, and that an exchange has to be over before it ends.
    private static let share = 60.0
    private static let margin = 5.0
    /// How many deliveries the node that is cut has in hand then: more than it can send while its share lasts.
    private static let leased = 45

    @Test("sends nothing that it no longer holds the lease of, while the other carries on, and recovers by itself")
    func cut() async throws {
        let network = try NodeNetwork()
        defer { network.end() }
        let postgres = try await Self.startPostgres(network)
        let bed = try await CutBed.start(
            network, postgres, project: Self.project, path: Self.path, timeout: Self.timeout)
        do {
            try await Self.check(bed)
        } catch {
            try await bed.end()
            try await postgres.end()
            throw error
        }
        try await bed.end()
        try await postgres.end()
    }

    private static func startPostgres(_ network: NodeNetwork) async throws -> TemporaryPostgres {
        var options = TemporaryPostgres.Options()
        options.settings["listen_addresses"] = "127.0.0.1,\(network.databaseAddress)"
        options.trusted = network.databaseNetwork
        return try await TemporaryPostgres.start(options)
    }

    private static func check(_ bed: CutBed) async throws {
        var bed = bed
        try await bed.untilBothSend()
        // From now on exchanges take their time, so that the node has leases in hand when it is cut, and could go on
        // sending for longer than it may.
        bed.receiver.setPause(.seconds(5), of: path)
        try await bed.untilLeased(by: bed.machine, atLeast: leased)
        try bed.network.cut(bed.machine)
        // Only now: on a busy machine a request still gets through while the command that cuts is being started.
        let cut = ContinuousClock.now
        // The first publisher's event may have been at its commit, whose outcome the node looks for longer than the cut
        // lasts, so that it asks for nothing else meanwhile.
        let latecomer = SteadyPublisher(bed.nodes[0], project: project, first: 9_000_000)
        defer { latecomer.stop() }
        bed.publishers.append(latecomer)
        let gone = try await bed.untilDatabaseForgets(within: outage - 5)
        try await ContinuousClock().sleep(until: cut + .seconds(outage))
        try bed.network.heal(bed.machine)
        let healed = ContinuousClock.now
        bed.receiver.setPause(.milliseconds(5), of: path)
        let ready = try await bed.eventually("readiness") { bed.watch.first(200, since: healed) }
        let sending = try await bed.eventually("an exchange") { bed.arrivals(of: 0).first { $0 > healed } }
        try await bed.untilDelivered()

        checkCutNode(bed, cut, healed)
        checkOther(bed, cut, healed)
        let duplicates = try await checkLeases(bed)
        let answers = [bed.publishers[0], latecomer].flatMap { $0.answers(in: cut...healed) }
        let others = bed.publishers[1].answers(in: cut...healed)
        let during = bed.arrivals(of: 0).filter { (cut...healed).contains($0) }
        print(
            """
            The link was cut for \(cut.seconds(to: healed)) s. The cut node: \(during.count) exchanges under its \
            leases, the last begun \(during.last.map { cut.seconds(to: $0) } ?? 0) s after the cut; \
            \(answers.count) events refused, the slowest in \(answers.map(\.seconds).max() ?? 0) s; forgotten by the \
            database after \(cut.seconds(to: gone)) s; ready \(healed.seconds(to: ready.time)) s after the link was \
            there again, sending after \(healed.seconds(to: sending)) s. The other: \
            \(others.count) events accepted meanwhile, the slowest in \(others.map(\.seconds).max() ?? 0) s, at most \
            \(bed.longestPause(of: 1, in: cut...healed)) s without a new exchange. \
            \(bed.receiver.deliveries.count) deliveries, \(duplicates) duplicates.
            """)
    }

    private static func checkCutNode(
        _ bed: CutBed, _ cut: ContinuousClock.Instant, _ healed: ContinuousClock.Instant
    ) {
        let last = cut + .seconds(share - margin - Double(timeout))
        let arrivals = bed.arrivals(of: 0).filter { (cut...healed).contains($0) }
        #expect(!arrivals.isEmpty && arrivals.allSatisfy { $0 < last })
        let looks = bed.watch.looks(in: cut + .seconds(10)...healed)
        #expect(!looks.isEmpty)
        #expect(looks.dropLast().allSatisfy { $0.status == 503 && $0.seconds < 8 })
        // The last one may have been answered when the link was there again.
        let answers = [bed.publishers[0], bed.publishers[2]].map { $0.answers(in: cut...healed).dropLast() }
        #expect(!answers[1].isEmpty && answers.joined().allSatisfy { $0.status == 503 && $0.hasRetryAfter })
    }

    private static func checkOther(
        _ bed: CutBed, _ cut: ContinuousClock.Instant, _ healed: ContinuousClock.Instant
    ) {
        let answers = bed.publishers[1].answers(in: cut...healed)
        #expect(answers.count > 100 && answers.allSatisfy { $0.status == 202 })
        // What the cut node had under way in the database keeps its locks until the server notices.
        #expect(answers.allSatisfy { $0.seconds < 25 })
        #expect(bed.longestPause(of: 1, in: cut...healed) < 25)
    }

    /// - Returns: how many deliveries came more than once.
    private static func checkLeases(_ bed: CutBed) async throws -> Int {
        let connection = try await PostgresConnection.connect(try bed.postgres.settings())
        let history = try await LeaseHistory(connection)
        await connection.close()
        var faults: [String] = []
        var duplicates = 0
        for delivery in bed.receiver.deliveries {
            duplicates += delivery.arrivals.count - 1
            for arrival in delivery.arrivals {
                let lease = history.last(of: delivery.id, at: arrival.wallTime)
                let sender = bed.machines.first { $0.address == arrival.sender }
                let isHeld = lease?.node == sender?.databaseAddress && sender != nil
                let left = (lease?.until ?? 0) - arrival.wallTime
                if !isHeld || left < Int64(timeout) * 1000 {
                    faults.append(
                        "\(delivery.id) by \(arrival.sender): \(left) ms left of \(lease?.node ?? "nobody")'s")
                }
            }
        }
        #expect(faults.isEmpty)
        for publisher in bed.publishers {
            #expect(publisher.acknowledged.isSubset(of: bed.receiver.answered(path)))
        }
        return duplicates
    }
}
