import Domain

extension Artifact {
    /// The columns that it is read from: all but what an upload says about its base, which may be long.
    package static let columns = "\(sampleColumns), entry_points, warnings, warning_codes"

    /// Everything shown at a glance: without the entry points and warnings, whose JSON costs more to read than all the
    /// rest.
    package static let sampleColumns = """
        id, branch, name, hash, commit_message, author, build_key, status, duration, failed_reason, failure, score,
        size_raw, size_gzip, size_brotli, report_key, content_key, imports_key, analysis_version, baseline,
        baseline_rule, baseline_distance, created_at, archive_bytes, is_fork, pull_request, reanalysis,
        reanalysis_failed_reason, reanalysis_failure
        """

    package init(row: some StoredRow) throws {
        try self.init(
            id: row["id"],
            build: Build(
                branch: row["branch"], name: row["name"], hash: row["hash"], commitMessage: row["commit_message"],
                author: row["author"], buildKey: row["build_key"], archiveBytes: row["archive_bytes"],
                isFork: row["is_fork"], pullRequest: row["pull_request"]),
            status: Status(rawValue: row["status"]) ?? .pending,
            duration: (row["duration"] as Int64?).map { .milliseconds($0) },
            failure: Self.failure(row), result: Result(row: row), reanalysis: Reanalysis(row: row),
            baselineID: row["baseline"],
            baselineRule: (row["baseline_rule"] as String?).flatMap(BaselineRule.init(column:)),
            baselineDistance: Self.baselineDistance(row), createdAt: Timestamp(milliseconds: row["created_at"]))
    }

    /// A build of the base commit from before the column is at no distance.
    private static func baselineDistance(_ row: some StoredRow) throws -> Int? {
        try row["baseline_distance"] ?? ((row["baseline_rule"] as String?) == "commit" ? 0 : nil)
    }

    private static func failure(_ row: some StoredRow) throws -> RecordedMessage? {
        guard let english: String = try row["failed_reason"] else { return nil }
        return try RecordedMessage(english: english, coded: row["failure"])
    }
}

extension Artifact.Reanalysis {
    package init?(row: some StoredRow) throws {
        switch try (row["reanalysis"] as String?).flatMap(Artifact.Status.init(rawValue:)) {
        case .pending: self = .pending
        case .running: self = .running
        case .failed:
            self = .failed(
                try RecordedMessage(
                    english: row["reanalysis_failed_reason"] ?? "", coded: row["reanalysis_failure"]))
        case .passed, nil: return nil
        }
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
            entryPoints: JSONColumn.list(row["entry_points"]),
            warnings: Self.warnings(row), reportKey: reportKey, contentKey: contentKey,
            importsKey: row["imports_key"], analysisVersion: row["analysis_version"])
    }

    private static func warnings(_ row: some StoredRow) throws -> [RecordedMessage] {
        let texts: [String] = try JSONColumn.list(row["warnings"])
        let codes: [String?] = try JSONColumn.list(row["warning_codes"])
        let isCoded = codes.count == texts.count
        return texts.enumerated().map { RecordedMessage(english: $1, coded: isCoded ? codes[$0] : nil) }
    }

    /// The columns `warnings` and `warning_codes`, with a text and a code (or null) for each warning.
    package var warningColumns: (texts: String, codes: String) {
        get throws { (try JSONColumn.text(warnings.map(\.english)), try JSONColumn.text(warnings.map(\.coded))) }
    }
}
