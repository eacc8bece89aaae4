package import Domain
import PostgresClient
package import Storage

extension PostgresStore: Maintenance {
    /// A project or an application that another node is erasing at the moment is passed over.
    package func erase(limit: Int) async throws -> Erased {
        try await write { write in
            let project = try write.session.value(
                Project.Number.self,
                """
                SELECT number FROM projects WHERE deleted_at IS NOT NULL AND erased_at IS NULL
                ORDER BY number LIMIT 1 FOR UPDATE SKIP LOCKED
                """)
            if let project { return try Self.erase(project, limit: limit, write.session) }
            let application = try write.session.value(
                Account.ID.self,
                """
                SELECT id FROM accounts WHERE kind = \(Account.Kind.application.sql) AND removed AND NOT erased
                ORDER BY id LIMIT 1 FOR NO KEY UPDATE SKIP LOCKED
                """)
            guard let application else { return Erased(blobKeys: [], isDone: true) }
            try Self.erase(application: application, limit: limit, write.session)
            return Erased(blobKeys: [], isDone: false)
        }
    }

    private static func erase(_ project: Project.Number, limit: Int, _ session: PostgresSession) throws -> Erased {
        let more = Erased(blobKeys: [], isDone: false)
        guard try eraseLog(of: .project(project), limit: limit, session) == 0 else { return more }
        let keys = try eraseArtifacts(of: project, limit: limit, session)
        guard keys.isEmpty else { return Erased(blobKeys: keys, isDone: false) }
        for table in ["event_usage", "published_types", "project_budgets", "budget_excesses"] {
            try session.run("DELETE FROM \(table) WHERE project = $1", project)
        }
        // The slug stays taken: it is never reused.
        try session.run(
            "UPDATE projects SET namespace = '', name = '', repository_url = '', erased_at = deleted_at WHERE number = $1",
            project)
        return more
    }

    private static func erase(application: Account.ID, limit: Int, _ session: PostgresSession) throws {
        guard try eraseLog(of: .application(application), limit: limit, session) == 0 else { return }
        try session.run("UPDATE accounts SET erased = true WHERE id = $1", application)
    }

    /// Deliveries first, including those to applications that received a project; then events. Returns how many rows
    /// were deleted.
    private static func eraseLog(of owner: WebhookOwner, limit: Int, _ session: PostgresSession) throws -> Int {
        for column in ["owner", "event_project"] {
            let ids = try session.values(
                DeliveryID.self,
                """
                DELETE FROM deliveries WHERE id IN (SELECT id FROM deliveries WHERE \(column) = $1 LIMIT \(limit))
                RETURNING id
                """,
                owner.key)
            try session.run("DELETE FROM attempts WHERE delivery = ANY($1)", ids)
            guard ids.isEmpty else { return ids.count }
        }
        return try session.run(
            "DELETE FROM events WHERE id IN (SELECT id FROM events WHERE owner = $1 LIMIT \(limit))", owner.key)
    }

    private static func eraseArtifacts(
        of project: Project.Number, limit: Int, _ session: PostgresSession
    ) throws -> [String] {
        let count = min(limit, ArtifactPackages.deletedAtOnce)
        let rows = try session.query(
            """
            DELETE FROM artifacts WHERE row IN (SELECT row FROM artifacts WHERE project = $1 LIMIT \(count))
            RETURNING build_key, report_key, content_key, imports_key
            """,
            project)
        return try rows.flatMap { row in
            try (0..<4).compactMap { try row.read($0, as: String?.self) }
        }
    }

    @discardableResult
    package func forgetExpired(at now: Timestamp, limit: Int) async throws -> Bool {
        await partitions.prepare(for: now)
        return try await write { [self] write in
            let keys = try Self.forgetKeys(at: now, limit: limit, write.session)
            let roots = try Self.forgetRoots(at: now, limit: limit, write.session)
            try endSecrets(at: now, write)
            for table in ["sign_in_links", "tokens", "sessions", "failures"] {
                try write.session.run("DELETE FROM \(table) WHERE expires_at < $1", now.milliseconds)
            }
            try PostgresBlobStore.sweep(at: now, write.session)
            try Self.forgetNodes(at: now, write.session)
            return keys < limit && roots < limit
        }
    }

    private static func forgetKeys(at now: Timestamp, limit: Int, _ session: PostgresSession) throws -> Int {
        try session.run(
            """
            DELETE FROM idempotency_keys WHERE (account, method, path, key) IN (
                SELECT account, method, path, key FROM idempotency_keys WHERE created_at < $1
                LIMIT \(limit) FOR UPDATE SKIP LOCKED)
            """,
            (now - IdempotencyKey.lifetime).milliseconds)
    }

    private static func forgetRoots(at now: Timestamp, limit: Int, _ session: PostgresSession) throws -> Int {
        try session.run(
            """
            DELETE FROM event_roots WHERE root IN (
                SELECT root FROM event_roots WHERE expires_at < $1 LIMIT \(limit) FOR UPDATE SKIP LOCKED)
            """,
            now.milliseconds)
    }

    /// Deletes what nodes that no longer exist left behind.
    private static func forgetNodes(at now: Timestamp, _ session: PostgresSession) throws {
        try session.run("DELETE FROM webhook_shares WHERE until < $1", (now - clockTolerance * 2).milliseconds)
        try session.run(
            "DELETE FROM commits WHERE slot IN (SELECT slot FROM commits WHERE at < $1 FOR UPDATE SKIP LOCKED)",
            (now - CommitTraces.lifetime).milliseconds)
    }

    /// How long the server may take to answer the check.
    private static let checkDeadline = Duration.seconds(3)

    package func check() async throws {
        let trace = traces.take()
        // Writes a trace, because a read-only server, a standby, refuses that. The outcome does not matter, so nobody
        // has to wait for it long.
        try await read { session in
            try session.withResponseDeadline(Self.checkDeadline) {
                try session.transaction { _ in try trace.leave(session) }
            }
        }
        traces.giveBack(trace)
    }
}
