package import Domain

extension ArtifactBudgets {
    /// From the column `budgets` of `artifact_budgets`.
    package init(row: some StoredRow) throws {
        self = try JSONColumn.value(row["budgets"]) ?? ArtifactBudgets(source: .build, verdicts: [])
    }
}

extension ExcessAcceptance {
    package init(row: some StoredRow) throws {
        try self.init(
            artifact: row["artifact"], account: row["account"], acceptedBy: row["accepted_by"], reason: row["reason"],
            excesses: JSONColumn.list(row["excesses"]),
            acceptedAt: Timestamp(milliseconds: row["accepted_at"]))
    }
}

extension ProjectBudgets {
    package init(row: some StoredRow) throws {
        try self.init(text: row["text"], updatedAt: Timestamp(milliseconds: row["updated_at"]))
    }
}
