package import Domain
import Foundation
import GRDB

extension SQLiteStore: TokenStore {
    package func createToken(
        _ new: NewToken, hash: [UInt8], at now: Timestamp, once: Once<Token>?
    ) async throws -> Reply<Token> {
        try await write(once: once, at: now) { context in
            if let project = new.project, try Self.project(project, context.db) == nil { throw StoreError.notFound }
            let isThere = try Bool.fetchOne(
                context.db, sql: "SELECT NOT removed FROM accounts WHERE id = ?", arguments: [new.account])
            guard isThere == true else { throw StoreError.notFound }
            return try Self.insert(new, hash: hash, fromEnvironment: false, at: now, context.db)
        }
    }

    package func tokens(
        of account: Account.ID, before id: Token.ID?, limit: Int, at now: Timestamp
    ) async throws -> [Token] {
        try await pool.read { db in
            try Row.all(
                db,
                """
                SELECT * FROM tokens WHERE account = ? AND id < ? AND (expires_at IS NULL OR expires_at > ?)
                ORDER BY id DESC LIMIT ?
                """, [account, id ?? .max, now.milliseconds, limit], Token.init(row:))
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

    package func revokeToken(_ id: Token.ID, in project: Project.Number) async throws -> Bool {
        try await commits.write { context in
            try context.db.execute(sql: "DELETE FROM tokens WHERE id = ? AND project = ?", arguments: [id, project])
            return context.db.changesCount > 0
        }
    }

    package func token(_ id: Token.ID, of account: Account.ID) async throws -> Token? {
        try await pool.read { db in
            try Row.first(db, "SELECT * FROM tokens WHERE id = ? AND account = ?", [id, account], Token.init(row:))
        }
    }

    package func applicationToken(_ id: Token.ID) async throws -> Token? {
        try await pool.read { db in
            try Row.first(
                db,
                """
                SELECT tokens.* FROM tokens JOIN accounts ON accounts.id = tokens.account
                WHERE tokens.id = ? AND accounts.kind = 'application'
                """, [id], Token.init(row:))
        }
    }

    package func revokeToken(_ id: Token.ID, of account: Account.ID, at now: Timestamp) async throws -> Bool {
        try await commits.write { context in
            try context.db.execute(
                sql: "DELETE FROM tokens WHERE id = ? AND account = ?", arguments: [id, account])
            return context.db.changesCount > 0
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
        try await commits.write { context in
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

    private static func insert(
        _ new: NewToken, hash: [UInt8], fromEnvironment: Bool, at now: Timestamp, _ db: Database
    ) throws -> Token {
        try db.execute(
            sql: """
                INSERT INTO tokens (account, name, hash, scopes, project, expires_at, from_environment, created_at)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                """,
            arguments: [
                new.account, new.name, Data(hash), new.scopesColumn,
                new.project, new.expiresAt?.milliseconds, fromEnvironment, now.milliseconds,
            ])
        return Token(
            id: db.lastInsertedRowID, account: new.account, name: new.name, scopes: new.scopes, project: new.project,
            expiresAt: new.expiresAt, createdAt: now)
    }
}
