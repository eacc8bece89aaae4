import Domain

extension Membership {
    package init?(row: some StoredRow) throws {
        guard let role = try Access.Role(rawValue: row["role"]) else { return nil }
        try self.init(project: Project(row: row), role: role)
    }
}
