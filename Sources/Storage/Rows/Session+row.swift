import Domain
import Foundation

extension Session {
    /// - Parameter row: the account's, with the session's `expires_at` and `used_at`.
    package init(row: some StoredRow) throws {
        try self.init(
            account: Account(row: row), expiresAt: Timestamp(milliseconds: row["expires_at"]),
            usedAt: Timestamp(stored: row["used_at"]))
    }
}

extension OpenSession {
    package init(row: some StoredRow) throws {
        let hash: Data = try row["hash"]
        try self.init(
            hash: Array(hash),
            origin: SessionOrigin(address: row["address"], browser: row["browser"]),
            createdAt: Timestamp(milliseconds: row["created_at"]), usedAt: Timestamp(stored: row["used_at"]))
    }
}
