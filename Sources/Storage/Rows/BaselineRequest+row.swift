extension BaselineRequest {
    package init(row: some StoredRow) throws {
        let commits = try (row["base_commits"] as String?).map(Self.commits) ?? []
        try self.init(
            commitHash: commits.first, ancestors: Array(commits.dropFirst()), branch: row["base_branch"])
    }

    /// The column with the commits: one per line, because a commit contains no line break; nil if there are none.
    package var commitsColumn: String? { commits.isEmpty ? nil : commits.joined(separator: "\n") }

    private static func commits(_ column: String) -> [String] {
        column.utf8.split(separator: UInt8(ascii: "\n")).map { String(decoding: $0, as: UTF8.self) }
    }
}
