import Domain

extension Project {
    package init(row: some StoredRow) throws {
        try self.init(
            number: row["number"], id: row["slug"], host: Host(rawValue: row["host"]) ?? .unknown,
            namespace: row["namespace"], name: row["name"], isPublic: row["is_public"],
            baselineBranch: Self.set(row["baseline_branch"]), repositoryURL: Self.set(row["repository_url"]),
            createdAt: Timestamp(milliseconds: row["created_at"]))
    }

    /// An empty column stands for what is not set: the first was made for a text that is never absent.
    private static func set(_ column: String) -> String? { column.isEmpty ? nil : column }
}

extension NewProject {
    package var baselineBranchColumn: String { baselineBranch ?? "" }
    package var repositoryURLColumn: String { repositoryURL ?? "" }
}

extension ProjectChanges {
    /// Nil leaves the column unchanged.
    package var baselineBranchColumn: String? { Self.column(baselineBranch) }
    /// Nil leaves the column unchanged.
    package var repositoryURLColumn: String? { Self.column(repositoryURL) }

    private static func column(_ change: Change<String>) -> String? {
        switch change {
        case .keep: nil
        case .set(let text): text ?? ""
        }
    }
}
