package import Domain
import GRDB
package import Storage

/// Ends tokens: one by itself, or with all of its descendants.
extension SQLiteStore {
    package func descendants(of id: Token.ID) async throws -> [Token.ID] {
        try await pool.read { db in
            try Token.ID.fetchAll(db, sql: Self.line(from: "?"), arguments: [id]).filter { $0 != id }
        }
    }

    package func revokeToken(
        _ id: Token.ID, of account: Account.ID, _ descendants: Descendants
    ) async throws -> Int? {
        try await commits.write { [accessChanges] context in
            accessChanges.willChange(context.effects)
            return try Self.revoke(
                "SELECT id FROM tokens WHERE id = ? AND account = ?", [id, account], descendants, context.db)
        }
    }

    package func revokeToken(_ id: Token.ID, in project: Project.Number) async throws -> Int? {
        try await commits.write { [accessChanges] context in
            accessChanges.willChange(context.effects)
            return try Self.revoke(
                "SELECT id FROM tokens WHERE id = ? AND project = ?", [id, project], .revoked, context.db)
        }
    }

    /// All of an account's tokens, with those they created for others.
    static func revokeTokens(of account: Account.ID, _ db: Database) throws {
        try db.execute(
            sql: "DELETE FROM tokens WHERE id IN (\(line(from: "id FROM tokens WHERE account = ?")))",
            arguments: [account])
    }

    private static func revoke(
        _ selection: String, _ arguments: StatementArguments, _ descendants: Descendants, _ db: Database
    ) throws -> Int? {
        guard let id = try Token.ID.fetchOne(db, sql: selection, arguments: arguments) else { return nil }
        switch descendants {
        case .revoked:
            try db.execute(sql: "DELETE FROM tokens WHERE id IN (\(line(from: "?")))", arguments: [id])
            return db.changesCount
        case .kept:
            try db.execute(
                sql: "UPDATE tokens SET parent = (SELECT parent FROM tokens WHERE id = ?) WHERE parent = ?",
                arguments: [id, id])
            try db.execute(sql: "DELETE FROM tokens WHERE id = ?", arguments: [id])
            return 1
        }
    }

    /// Some tokens with their descendants, each once, even if imported parents form a cycle.
    private static func line(from selection: String) -> String {
        """
        WITH RECURSIVE line (id) AS (
            SELECT \(selection) UNION SELECT tokens.id FROM line JOIN tokens ON tokens.parent = line.id)
        SELECT id FROM line
        """
    }
}
