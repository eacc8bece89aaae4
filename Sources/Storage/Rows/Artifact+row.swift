import Domain

extension Artifact {
    package init(row: some StoredRow) throws {
        try self.init(
            id: row["id"],
            build: Build(
                branch: row["branch"], name: row["name"], hash: row["hash"], commitMessage: row["commit_message"],
                author: row["author"], buildKey: row["build_key"], archiveBytes: row["archive_bytes"]),
            status: Status(rawValue: row["status"]) ?? .pending, duration: row["duration"],
            failedReason: row["failed_reason"], result: Result(row: row), baselineID: row["baseline"],
            baselineRule: (row["baseline_rule"] as String?).flatMap(BaselineRule.init),
            createdAt: Timestamp(milliseconds: row["created_at"]))
    }
}

extension Artifact.Result {
    package init?(row: some StoredRow) throws {
        guard let score: Int = try row["score"], let reportKey: String = try row["report_key"],
            let contentKey: String = try row["content_key"]
        else { return nil }
        try self.init(
            score: score,
            size: Artifact.Size(raw: row["size_raw"], gzip: row["size_gzip"], brotli: row["size_brotli"]),
            entryPoints: JSONColumn.value(row["entry_points"]) ?? [],
            warnings: JSONColumn.value(row["warnings"]) ?? [], reportKey: reportKey, contentKey: contentKey,
            analysisVersion: row["analysis_version"])
    }
}
