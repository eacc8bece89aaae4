package import Domain
import PostgresClient
package import Storage

extension PostgresStore {
    package func claim(
        _ requests: [ClaimRequest], at now: Timestamp, leaseUntil: Timestamp, bodyBytes: Int
    ) async throws -> [LeasedDelivery] {
        guard !requests.isEmpty else { return [] }
        let leased = try await write { [self] write in
            let claim = Claim(lease: leases.next(), at: now, until: leaseUntil)
            let leased = try claim.run(requests, write)
            try announce(leased.map(\.id), write)
            return leased
        }
        do {
            return try await withBodies(leased, within: bodyBytes)
        } catch {
            // They are leased, so they must be returned: the sender then reads each body itself, and sees the error.
            return leased
        }
    }

    /// Reads the bodies that belong to a claim in a single query.
    private func withBodies(_ leased: [LeasedDelivery], within bytes: Int) async throws -> [LeasedDelivery] {
        guard !leased.isEmpty, bytes > 0 else { return leased }
        var seen: Set<Event.ID> = []
        let events = leased.map(\.event).filter { seen.insert($0).inserted }
        let bodies = try await read { session -> [Event.ID: EventBody] in
            let rows = try session.query(
                Self.someBodies, events, bytes)
            return Dictionary(
                uniqueKeysWithValues: try rows.map { (try $0[0], EventBody(stored: try $0[1], depth: try $0[2])) })
        }
        return leased.map { delivery in
            var delivery = delivery
            delivery.body = bodies[delivery.event]
            return delivery
        }
    }

    /// Bodies in order until that many bytes are read. The lengths are known without the bodies.
    private static let someBodies = """
        SELECT id, body, depth FROM (
            SELECT id, body, depth, sum(octet_length(body)) OVER (ORDER BY place) - octet_length(body) AS before
            FROM unnest($1) WITH ORDINALITY AS wanted (event, place)
                JOIN events ON events.id = wanted.event
        ) AS sized WHERE before < $2
        """
}
