import Domain

extension Member {
    package init?(row: some StoredRow) throws {
        guard let role = try Access.Role(rawValue: row["role"]) else { return nil }
        try self.init(account: Account(row: row), role: role)
    }
}
