package import Domain
import GRDB
package import Storage

extension SQLiteStore: MemberStore {
    package func members(
        of project: Project.Number, after account: Account.ID?, limit: Int
    ) async throws -> [Member] {
        try await pool.read { db in
            try Row.all(
                db,
                """
                SELECT accounts.*, members.role FROM members JOIN accounts ON accounts.id = members.account
                WHERE members.project = ? AND members.account > ? ORDER BY members.account LIMIT ?
                """, [project, account ?? 0, limit], Member.init(row:))
        }
    }

    package func member(_ account: Account.ID, of project: Project.Number) async throws -> Member? {
        try await pool.read { db in
            try Row.first(
                db,
                """
                SELECT accounts.*, members.role FROM members JOIN accounts ON accounts.id = members.account
                WHERE members.project = ? AND members.account = ?
                """, [project, account], Member.init(row:))
        }
    }

    package func shareProject(_ account: Account.ID, _ other: Account.ID) async throws -> Bool {
        try await pool.read { db in
            try Bool.fetchOne(
                db,
                sql: """
                    SELECT EXISTS (SELECT 1 FROM members AS own JOIN members AS theirs ON theirs.project = own.project
                        WHERE own.account = ? AND theirs.account = ?)
                    """, arguments: [account, other]) ?? false
        }
    }

    package func addMember(
        _ name: AccountName, role: Access.Role, in project: Project.Number, at now: Timestamp, once: Once<Member>?
    ) async throws -> Reply<Member> {
        try await write(once: once, at: now) { [self] context in
            guard let account = try Self.account(name, context.db) else { throw StoreError.notFound }
            guard try Self.role(of: account.id, in: project, context.db) == nil else {
                throw StoreError.conflict(.alreadyMember)
            }
            try Self.write(role, of: account.id, in: project, context.db)
            try subscriptions.forget(.project(project), context)
            accessChanges.willChange(context.effects)
            return Member(account: account, role: role)
        }
    }

    private static func account(_ name: AccountName, _ db: Database) throws -> Account? {
        switch name {
        case .email(let email): try row(email: email, db).map(Account.init(row:))
        case .application(let name): try application("lower(name) = lower(?)", [name], db)
        }
    }
}
