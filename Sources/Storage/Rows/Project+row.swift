import Domain

extension Project {
    package init(row: some StoredRow) throws {
        try self.init(
            number: row["number"], id: row["slug"], host: Host(rawValue: row["host"]) ?? .unknown,
            namespace: row["namespace"], name: row["name"], isPublic: row["is_public"],
            baselineBranch: row["baseline_branch"], createdAt: Timestamp(milliseconds: row["created_at"]))
    }
}
