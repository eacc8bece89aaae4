import Domain

extension Token {
    package init(row: some StoredRow) throws {
        let scopes: String = try row["scopes"]
        try self.init(
            id: row["id"], account: row["account"], name: row["name"],
            scopes: Set(scopes.split(separator: " ").compactMap { Scope(rawValue: String($0)) }),
            project: row["project"], expiresAt: Timestamp(stored: row["expires_at"]), parent: row["parent"],
            createdAt: Timestamp(milliseconds: row["created_at"]), usedAt: Timestamp(stored: row["used_at"]))
    }
}

extension NewToken {
    /// The scopes as stored in their column.
    package var scopesColumn: String { scopes.map(\.rawValue).sorted().joined(separator: " ") }
}
