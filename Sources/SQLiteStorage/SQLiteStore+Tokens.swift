package import Domain
import Foundation
import GRDB
package import Storage

extension SQLiteStore: TokenStore {
    package func createToken(
        _ new: NewToken, hash: [UInt8], at now: Timestamp, once: Once<Token>?
    ) async throws -> Reply<Token> {
        try await write(once: once, at: now) { context in
            if let project = new.project, try Self.project(project, context.db) == nil { throw StoreError.notFound }
            let isThere = try Bool.fetchOne(
                context.db, sql: "SELECT NOT removed FROM accounts WHERE id = ?", arguments: [new.account])
            guard isThere == true else { throw StoreError.notFound }
            // It may have been revoked since the request was authenticated.
            if let parent = new.parent, try !Self.isThere(parent, context.db) { throw StoreError.notFound }
            try Self.requireRoom(for: new, at: now, context.db)
            return try Self.insert(new, hash: hash, fromEnvironment: false, at: now, context.db)
        }
    }

    package func tokens(
        of account: Account.ID, in project: Project.Number?, before id: Token.ID?, limit: Int, at now: Timestamp
    ) async throws -> [Token] {
        try await pool.read { db in
            try Row.all(
                db,
                """
                SELECT * FROM tokens
                WHERE account = ? AND id < ? AND (? IS NULL OR project = ?) AND (expires_at IS NULL OR expires_at > ?)
                ORDER BY id DESC LIMIT ?
                """, [account, id ?? .max, project, project, now.milliseconds, limit], Token.init(row:))
        }
    }

    package func tokens(
        in project: Project.Number, before id: Token.ID?, limit: Int, at now: Timestamp
    ) async throws -> [OwnedToken] {
        try await pool.read { db in
            try Row.all(
                db,
                """
                SELECT tokens.*, accounts.name AS owner FROM tokens JOIN accounts ON accounts.id = tokens.account
                WHERE tokens.project = ? AND tokens.id < ? AND (expires_at IS NULL OR expires_at > ?)
                ORDER BY tokens.id DESC LIMIT ?
                """, [project, id ?? .max, now.milliseconds, limit]
            ) { try OwnedToken(token: Token(row: $0), owner: $0["owner"]) }
        }
    }

    package func token(
        _ id: Token.ID, of account: Account.ID, in project: Project.Number?
    ) async throws -> Token? {
        try await pool.read { db in
            try Row.first(
                db, "SELECT * FROM tokens WHERE id = ? AND account = ? AND (? IS NULL OR project = ?)",
                [id, account, project, project], Token.init(row:))
        }
    }

    package func applicationToken(_ id: Token.ID) async throws -> Token? {
        try await pool.read { db in
            try Row.first(
                db,
                """
                SELECT tokens.* FROM tokens JOIN accounts ON accounts.id = tokens.account
                WHERE tokens.id = ? AND accounts.kind = \(Account.Kind.application.sql)
                """, [id], Token.init(row:))
        }
    }

    package func authenticate(hash: [UInt8], at now: Timestamp) async throws -> Authenticated? {
        try await pool.read { db in
            let token = try Row.first(
                db, "SELECT * FROM tokens WHERE hash = ? AND (expires_at IS NULL OR expires_at > ?)",
                [Data(hash), now.milliseconds], Token.init(row:))
            guard let token else { return nil }
            return try Row.first(db, "SELECT * FROM accounts WHERE id = ?", [token.account]) {
                try Authenticated(account: Account(row: $0), token: token)
            }
        }
    }

    package func setEnvironmentToken(hash: [UInt8]?, for account: Account.ID, at now: Timestamp) async throws {
        try await commits.write { [accessChanges] context in
            accessChanges.willChange(context.effects)
            let db = context.db
            let hash = hash.map { Data($0) }
            try db.execute(
                sql: "DELETE FROM tokens WHERE from_environment AND (? IS NULL OR hash <> ?)", arguments: [hash, hash])
            guard let hash else { return }
            let isThere = try Bool.fetchOne(
                db, sql: "SELECT EXISTS (SELECT 1 FROM tokens WHERE hash = ?)", arguments: [hash])
            guard isThere != true else { return }
            let new = NewToken(account: account, name: "PERFSEE_ADMIN_TOKEN", scopes: Set(Token.Scope.allCases))
            _ = try Self.insert(new, hash: Array(hash), fromEnvironment: true, at: now, db)
        }
    }

    private static func isThere(_ id: Token.ID, _ db: Database) throws -> Bool {
        try Bool.fetchOne(db, sql: "SELECT EXISTS (SELECT 1 FROM tokens WHERE id = ?)", arguments: [id]) ?? false
    }

    private static func requireRoom(for new: NewToken, at now: Timestamp, _ db: Database) throws {
        guard new.maker != .console else { return }
        let count = try Int.fetchOne(
            db,
            sql: """
                SELECT count(*) FROM tokens
                WHERE account = ? AND project IS ? AND (expires_at IS NULL OR expires_at > ?)
                """,
            arguments: [new.account, new.project, now.milliseconds])
        guard count ?? 0 < Token.maximumLive else { throw StoreError.limit(.tokens(in: new.project)) }
    }

    private static func insert(
        _ new: NewToken, hash: [UInt8], fromEnvironment: Bool, at now: Timestamp, _ db: Database
    ) throws -> Token {
        try db.execute(
            sql: """
                INSERT INTO tokens
                    (account, name, hash, scopes, project, expires_at, parent, from_environment, created_at)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
            arguments: [
                new.account, new.name, Data(hash), new.scopesColumn, new.project, new.expiresAt?.milliseconds,
                new.parent, fromEnvironment, now.milliseconds,
            ])
        return Token(
            id: db.lastInsertedRowID, account: new.account, name: new.name, scopes: new.scopes, project: new.project,
            expiresAt: new.expiresAt, parent: new.parent, createdAt: now)
    }
}
