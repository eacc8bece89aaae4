package import Domain
import PostgresClient
package import Storage

extension PostgresStore: RetentionStore {
    /// The lock is tied to its connection: if that is lost, another node may begin before this one has noticed, and
    /// finds what is gone already gone.
    package func withTurnToPrune(_ round: () async throws -> Void) async throws -> Bool {
        try await pool.withConnection { connection in
            let lock = AdvisoryLock.pruning.rawValue
            guard try await connection.run({ try $0.tryAdvisoryLock(lock) }) else { return false }
            do {
                try await round()
            } catch {
                try await connection.run { _ = try $0.releaseAdvisoryLock(lock) }
                throw error
            }
            try await connection.run { _ = try $0.releaseAdvisoryLock(lock) }
            return true
        }
    }

    /// Whole days that hold nothing open go with their partitions; the rest is deleted row by row.
    package func prune(
        before time: Timestamp, from position: PrunePosition, limit: Int
    ) async throws -> PrunePosition? {
        switch position {
        case .deliveries(let id):
            if position == .start { await partitions.drop(before: time) }
            let last = try await pruneDeliveries(before: time, after: id, limit: limit)
            return last.map { .deliveries(after: $0) } ?? .events(after: 0)
        case .events(let id):
            return try await pruneEvents(before: time, after: id, limit: limit).map { .events(after: $0) }
        }
    }

    static let oldDeliveries = "SELECT id FROM deliveries WHERE id > $1 AND id < $2 ORDER BY id LIMIT $3"

    /// The ids begin with the time, so the oldest rows are at the beginning of the table.
    /// - Returns: the last delivery examined; nil at the end.
    private func pruneDeliveries(before time: Timestamp, after id: DeliveryID, limit: Int) async throws -> DeliveryID? {
        try await write { write in
            let session = write.session
            let ids = try session.values(
                DeliveryID.self, Self.oldDeliveries, id, DeliveryID.first(of: time), limit)
            // Deliveries that are being redelivered at this moment are waited for, and stay.
            let gone = try session.values(
                DeliveryID.self,
                """
                DELETE FROM deliveries WHERE id = ANY($1)
                    AND state NOT IN (\(Delivery.State.pending.sql), \(Delivery.State.sending.sql))
                RETURNING id
                """, ids)
            try session.run("DELETE FROM attempts WHERE delivery = ANY($1)", gone)
            return ids.count < limit ? nil : ids.last
        }
    }

    /// Ids from a single-machine store do not encode a time.
    static let oldEvents = """
        SELECT id, created_at FROM events WHERE id > $1 AND id < $2 AND created_at < $3 ORDER BY id LIMIT $4
        """

    /// An event's deliveries were created in the same millisecond, which their ids begin with.
    private func pruneEvents(before time: Timestamp, after id: Event.ID, limit: Int) async throws -> Event.ID? {
        try await write { write in
            let session = write.session
            let old = try session.query(Self.oldEvents, id, EventNumber.first(of: time), time.milliseconds, limit)
            let ids = try old.map { try $0.read(0, as: Event.ID.self) }
            let times = try old.map { Timestamp(milliseconds: try $0[1]) }
            guard let last = ids.last, let first = times.min(), let latest = times.max() else { return nil }
            try session.run(
                """
                DELETE FROM events WHERE id = ANY($1)
                    AND id NOT IN (SELECT event FROM deliveries WHERE id >= $2 AND id < $3)
                """,
                ids, DeliveryID.first(of: first), DeliveryID.first(of: latest + .milliseconds(1)))
            return ids.count < limit ? nil : last
        }
    }

    package func pruneArtifacts(
        before time: Timestamp, keeping count: Int, from position: Project.Number, limit: Int
    ) async throws -> PrunedArtifacts {
        try await write { write in
            let session = write.session
            let project = try session.value(
                Project.Number.self,
                "SELECT number FROM projects WHERE number >= $1 AND deleted_at IS NULL ORDER BY number LIMIT 1",
                position)
            guard let project else { return PrunedArtifacts(blobKeys: [], next: nil) }
            let edge = try session.value(
                Artifact.ID.self, "SELECT id FROM artifacts WHERE project = $1 ORDER BY id DESC LIMIT 1 OFFSET $2",
                project, count)
            let old = try session.query(Self.pruneOldArtifacts, project, time.milliseconds, edge ?? 0, limit)
            let keys = try old.flatMap { row in try (0..<4).compactMap { try row.read($0, as: String?.self) } }
            return PrunedArtifacts(blobKeys: keys, next: old.isEmpty ? project + 1 : project)
        }
    }

    /// Only the oldest are examined, however many there are.
    private static let pruneOldArtifacts = """
        DELETE FROM artifacts WHERE row IN (
            SELECT row FROM (SELECT * FROM artifacts WHERE project = $1 ORDER BY id LIMIT $4) AS old
            WHERE (created_at < $2 OR id <= $3)
                AND status IN (\(Artifact.Status.passed.sql), \(Artifact.Status.failed.sql))
                AND (reanalysis IS NULL OR reanalysis = \(Artifact.Status.failed.sql))
                AND NOT (status = \(Artifact.Status.passed.sql) AND id = (
                    SELECT max(id) FROM artifacts
                    WHERE project = $1 AND name = old.name AND status = \(Artifact.Status.passed.sql)))
            LIMIT \(ArtifactPackages.deletedAtOnce)
        ) RETURNING build_key, report_key, content_key, imports_key
        """
}
