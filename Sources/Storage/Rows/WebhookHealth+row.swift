import Domain

extension WebhookHealth {
    package init(row: some StoredRow) throws {
        try self.init(
            failures: row["failures"], failingSince: Timestamp(stored: row["failing_since"]),
            probeAt: Timestamp(stored: row["probe_at"]), throttledUntil: Timestamp(stored: row["throttled_until"]))
    }
}
