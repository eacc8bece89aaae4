package import Domain
import PostgresClient
package import Storage

extension PostgresStore: ProjectStore {
    package func createProject(
        _ new: NewProject, at now: Timestamp, once: Once<Project>?
    ) async throws -> Reply<Project> {
        try await write(once: once, at: now) { write in
            let isTaken = try write.session.value(
                Bool.self, "SELECT EXISTS (SELECT 1 FROM projects WHERE slug = $1)", new.id)
            guard isTaken != true else { throw StoreError.conflict(.slugTaken(slug: new.id)) }
            let row = try write.session.record(
                """
                INSERT INTO projects (slug, host, namespace, name, is_public, baseline_branch, repository_url, created_at)
                VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (slug) DO NOTHING RETURNING *
                """,
                new.id, new.host.rawValue, new.namespace, new.name, new.isPublic, new.baselineBranchColumn,
                new.repositoryURLColumn, now.milliseconds)
            // Another node was faster.
            guard let row else { throw StoreError.conflict(.slugTaken(slug: new.id)) }
            let project = try Project(row: row)
            if let admin = new.firstAdmin {
                try PostgresSubscriptions.willChange(membershipOf: admin, in: project.number, write.session)
                try Self.write(.admin, of: admin, in: project.number, write.session)
            }
            return project
        }
    }

    package func project(_ slug: String) async throws -> Project? {
        try await read { session in
            try session.record("SELECT * FROM projects WHERE slug = $1 AND deleted_at IS NULL", slug)
                .map(Project.init(row:))
        }
    }

    package func project(number: Project.Number) async throws -> Project? {
        try await read { try Self.project(number, $0) }
    }

    package func project(
        _ slug: String, visibleTo account: Account.ID, with access: Access
    ) async throws -> ProjectInSight? {
        try await read { session in
            try session.record(
                Self.selectInSight, slug, account, access.isInstanceAdmin, access.onlyProject
            ).map(ProjectInSight.init(row:))
        }
    }

    private static let selectInSight = ProjectInSight.selection(
        slug: "$1", account: "$2", isInstanceAdmin: "$3", onlyProject: "$4", join: "JOIN")

    static func project(_ number: Project.Number, _ session: PostgresSession) throws -> Project? {
        try session.record("SELECT * FROM projects WHERE number = $1 AND deleted_at IS NULL", number)
            .map(Project.init(row:))
    }

    package func projects(
        visibleTo account: Account.ID?, before number: Project.Number?, limit: Int
    ) async throws -> [Project] {
        try await read { session in
            try session.records(
                """
                SELECT * FROM projects
                WHERE deleted_at IS NULL AND number < $1
                    AND ($2 IS NULL OR is_public OR number IN (SELECT project FROM members WHERE account = $2))
                ORDER BY number DESC LIMIT $3
                """,
                number ?? .max, account, limit
            ).map(Project.init(row:))
        }
    }

    package func updateProject(
        _ number: Project.Number, _ changes: ProjectChanges, at now: Timestamp
    ) async throws -> Project? {
        try await write { [accessChanges] write in
            accessChanges.willChange(write.effects)
            return try write.session.record(
                """
                UPDATE projects SET host = coalesce($1, host), namespace = coalesce($2, namespace),
                    name = coalesce($3, name), is_public = coalesce($4, is_public),
                    baseline_branch = coalesce($5, baseline_branch), repository_url = coalesce($6, repository_url)
                WHERE number = $7 AND deleted_at IS NULL RETURNING *
                """,
                changes.host?.rawValue, changes.namespace, changes.name, changes.isPublic,
                changes.baselineBranchColumn, changes.repositoryURLColumn,
                number
            ).map(Project.init(row:))
        }
    }

    package func deleteProject(_ number: Project.Number, at now: Timestamp) async throws -> Bool {
        let hearers = try await write { [self] write -> [Account.ID]? in
            let session = write.session
            try Self.lockWebhooks(of: .project(number), session)
            try PostgresSubscriptions.willChange([.project(number)], session)
            let isThere = try session.run(
                "UPDATE projects SET deleted_at = $1 WHERE number = $2 AND deleted_at IS NULL", now.milliseconds,
                number)
            guard isThere > 0 else { return nil }
            _ = try removeWebhooks(of: .project(number), write)
            let hearers = try Self.hearers(of: number, session)
            for application in hearers { try recall(application, write) }
            for table in ["tokens", "members"] { try session.run("DELETE FROM \(table) WHERE project = $1", number) }
            announceEnd(of: .project(number), write)
            accessChanges.willChange(write.effects)
            return hearers
        }
        for application in hearers ?? [] { try await skipUnheard(by: application, of: number, at: now) }
        return hearers != nil
    }

    package func role(of account: Account.ID, in project: Project.Number) async throws -> Access.Role? {
        try await read { try Self.role(of: account, in: project, $0) }
    }

    static func role(
        of account: Account.ID, in project: Project.Number, _ session: PostgresSession
    ) throws -> Access.Role? {
        try session.value(String.self, "SELECT role FROM members WHERE project = $1 AND account = $2", project, account)
            .flatMap(Access.Role.init)
    }

    @discardableResult
    package func setRole(
        _ role: Access.Role?, of account: Account.ID, in project: Project.Number, at now: Timestamp
    ) async throws -> Access.Role? {
        let before = try await write { [self] write in
            try PostgresSubscriptions.willChange(membershipOf: account, in: project, write.session)
            let before = try Self.role(of: account, in: project, write.session)
            try Self.write(role, of: account, in: project, write.session)
            accessChanges.willChange(write.effects)
            if role == nil { try recall(account, write) }
            return before
        }
        if role == nil, before != nil { try await skipUnheard(by: account, of: project, at: now) }
        return before
    }

    static func write(
        _ role: Access.Role?, of account: Account.ID, in project: Project.Number, _ session: PostgresSession
    ) throws {
        guard let role else {
            try session.run("DELETE FROM members WHERE project = $1 AND account = $2", project, account)
            return
        }
        // The account is locked, so that one that is being removed gets no role. Anyone who changes the project's
        // members holds the project's own lock (`willChange`).
        let written = try session.run(
            """
            INSERT INTO members (project, account, role)
            SELECT number, accounts.id, $2 FROM projects, accounts
            WHERE number = $1 AND deleted_at IS NULL AND accounts.id = $3 AND NOT removed
            FOR SHARE OF accounts
            ON CONFLICT (project, account) DO UPDATE SET role = excluded.role
            """,
            project, role.rawValue, account)
        guard written > 0 else { throw StoreError.notFound }
    }
}
