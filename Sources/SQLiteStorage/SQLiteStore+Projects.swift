package import Domain
import GRDB
package import Storage

extension SQLiteStore: ProjectStore {
    package func createProject(
        _ new: NewProject, at now: Timestamp, once: Once<Project>?
    ) async throws -> Reply<Project> {
        try await write(once: once, at: now) { [self] context in
            let isTaken = try Bool.fetchOne(
                context.db, sql: "SELECT EXISTS (SELECT 1 FROM projects WHERE slug = ?)", arguments: [new.id])
            guard isTaken != true else { throw StoreError.conflict(.slugTaken(slug: new.id)) }
            try context.db.execute(
                sql: """
                    INSERT INTO projects (slug, host, namespace, name, is_public, baseline_branch, repository_url, created_at)
                    VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                    """,
                arguments: [
                    new.id, new.host.rawValue, new.namespace, new.name, new.isPublic, new.baselineBranchColumn,
                    new.repositoryURLColumn, now.milliseconds,
                ])
            let number = context.db.lastInsertedRowID
            if let admin = new.firstAdmin {
                try Self.write(.admin, of: admin, in: number, context.db)
                try subscriptions.forget(.project(number), context)
            }
            return Project(
                number: number, id: new.id, host: new.host, namespace: new.namespace,
                name: new.name, isPublic: new.isPublic, baselineBranch: new.baselineBranch,
                repositoryURL: new.repositoryURL, createdAt: now)
        }
    }

    package func project(_ slug: String) async throws -> Project? {
        try await pool.read { db in
            try Row.first(
                db, "SELECT * FROM projects WHERE slug = ? AND deleted_at IS NULL", [slug], Project.init(row:))
        }
    }

    package func project(number: Project.Number) async throws -> Project? {
        try await pool.read { db in try Self.project(number, db) }
    }

    package func project(
        _ slug: String, visibleTo account: Account.ID, with access: Access
    ) async throws -> ProjectInSight? {
        try await pool.read { db in
            try Row.first(
                db, Self.selectInSight, [slug, account, access.isInstanceAdmin, access.onlyProject],
                ProjectInSight.init(row:))
        }
    }

    private static let selectInSight = ProjectInSight.selection(
        slug: "?1", account: "?2", isInstanceAdmin: "?3", onlyProject: "?4", join: "CROSS JOIN")

    static func project(_ number: Project.Number, _ db: Database) throws -> Project? {
        try Row.first(
            db, "SELECT * FROM projects WHERE number = ? AND deleted_at IS NULL", [number], Project.init(row:))
    }

    package func projects(
        visibleTo account: Account.ID?, before number: Project.Number?, limit: Int
    ) async throws -> [Project] {
        try await pool.read { db in
            try Row.all(
                db,
                """
                SELECT * FROM projects
                WHERE deleted_at IS NULL AND number < ?
                    AND (? IS NULL OR is_public
                        OR number IN (SELECT project FROM members WHERE account = ?))
                ORDER BY number DESC LIMIT ?
                """, [number ?? .max, account, account, limit], Project.init(row:))
        }
    }

    package func updateProject(
        _ number: Project.Number, _ changes: ProjectChanges, at now: Timestamp
    ) async throws -> Project? {
        try await commits.write { [accessChanges] context in
            guard try Self.project(number, context.db) != nil else { return nil }
            accessChanges.willChange(context.effects)
            try context.db.execute(
                sql: """
                    UPDATE projects SET host = coalesce(?, host), namespace = coalesce(?, namespace),
                        name = coalesce(?, name), is_public = coalesce(?, is_public),
                        baseline_branch = coalesce(?, baseline_branch),
                        repository_url = coalesce(?, repository_url)
                    WHERE number = ?
                    """,
                arguments: [
                    changes.host?.rawValue, changes.namespace, changes.name, changes.isPublic,
                    changes.baselineBranchColumn, changes.repositoryURLColumn,
                    number,
                ])
            return try Self.project(number, context.db)
        }
    }

    package func deleteProject(_ number: Project.Number, at now: Timestamp) async throws -> Bool {
        let hearers = try await commits.write { [self] context -> [Account.ID]? in
            let db = context.db
            try db.execute(
                sql: "UPDATE projects SET deleted_at = ? WHERE number = ? AND deleted_at IS NULL",
                arguments: [now.milliseconds, number])
            guard db.changesCount > 0 else { return nil }
            _ = try removeWebhooks(of: .project(number), context)
            let hearers = try Self.hearers(of: number, db)
            for application in hearers { try recall(application, context) }
            for table in ["tokens", "members"] {
                try db.execute(sql: "DELETE FROM \(table) WHERE project = ?", arguments: [number])
            }
            try subscriptions.forget(.project(number), context)
            accessChanges.willChange(context.effects)
            context.effects.whenCommitted { [broadcaster] in broadcaster.end(.project(number)) }
            return hearers
        }
        for application in hearers ?? [] { try await skipUnheard(by: application, of: number, at: now) }
        return hearers != nil
    }

    package func role(of account: Account.ID, in project: Project.Number) async throws -> Access.Role? {
        try await pool.read { db in try Self.role(of: account, in: project, db) }
    }

    static func role(of account: Account.ID, in project: Project.Number, _ db: Database) throws -> Access.Role? {
        try String.fetchOne(
            db.cachedStatement(sql: "SELECT role FROM members WHERE project = ? AND account = ?"),
            arguments: [project, account]
        ).flatMap(Access.Role.init)
    }

    @discardableResult
    package func setRole(
        _ role: Access.Role?, of account: Account.ID, in project: Project.Number, at now: Timestamp
    ) async throws -> Access.Role? {
        let before = try await commits.write { [self] context in
            let before = try Self.role(of: account, in: project, context.db)
            try Self.write(role, of: account, in: project, context.db)
            try subscriptions.forget(.project(project), context)
            accessChanges.willChange(context.effects)
            if role == nil { try recall(account, context) }
            return before
        }
        if role == nil, before != nil { try await skipUnheard(by: account, of: project, at: now) }
        return before
    }

    static func write(
        _ role: Access.Role?, of account: Account.ID, in project: Project.Number, _ db: Database
    ) throws {
        guard let role else {
            return try db.execute(
                sql: "DELETE FROM members WHERE project = ? AND account = ?", arguments: [project, account])
        }
        try db.execute(
            sql: """
                INSERT INTO members (project, account, role)
                SELECT number, accounts.id, ? FROM projects, accounts
                WHERE number = ? AND deleted_at IS NULL AND accounts.id = ? AND NOT removed
                ON CONFLICT (project, account) DO UPDATE SET role = excluded.role
                """,
            arguments: [role.rawValue, project, account])
        guard db.changesCount > 0 else { throw StoreError.notFound }
    }
}
