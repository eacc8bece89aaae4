import Domain

extension Project {
    package init(row: some StoredRow) throws {
        try self.init(
            number: row["number"], id: row["slug"], host: Host(rawValue: row["host"]) ?? .unknown,
            namespace: row["namespace"], name: row["name"], isPublic: row["is_public"],
            baselineBranch: Self.baselineBranch(row["baseline_branch"]),
            createdAt: Timestamp(milliseconds: row["created_at"]))
    }

    /// An empty column stands for a branch that is not set: the column was made for a text that is never absent.
    private static func baselineBranch(_ column: String) -> String? { column.isEmpty ? nil : column }
}

extension NewProject {
    package var baselineBranchColumn: String { baselineBranch ?? "" }
}

extension ProjectChanges {
    /// Nil leaves the column unchanged.
    package var baselineBranchColumn: String? {
        switch baselineBranch {
        case .keep: nil
        case .set(let branch): branch ?? ""
        }
    }
}
