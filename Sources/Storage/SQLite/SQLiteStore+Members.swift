package import Domain
import GRDB

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
}
