extension PostgresSession {
    /// Takes a lock that is identified by its number throughout the database, if it is free. This connection holds it
    /// until it is released or the connection ends.
    package func tryAdvisoryLock(_ key: Int64) throws -> Bool {
        try query("SELECT pg_try_advisory_lock($1)", key).value() ?? false
    }

    /// Waits for the lock until the task is canceled, or for `limit` and then throws `PostgresError` with
    /// `lockNotAvailable`.
    package func advisoryLock(_ key: Int64, within limit: Duration? = nil) throws {
        let before = try query("SELECT current_setting('lock_timeout')").value(as: String.self) ?? "0"
        try setLockTimeout("\(limit?.wholeMilliseconds ?? 0)ms")
        defer { try? shielded { try setLockTimeout(before) } }
        try withResponseDeadline(nil) { _ = try query("SELECT pg_advisory_lock($1)", key) }
    }

    /// Returns whether there was such a lock to release.
    @discardableResult
    package func releaseAdvisoryLock(_ key: Int64) throws -> Bool {
        try query("SELECT pg_advisory_unlock($1)", key).value() ?? false
    }

    /// Runs `body` while no other connection holds the lock with the same number; see `advisoryLock`.
    package func withAdvisoryLock<Value>(
        _ key: Int64, within limit: Duration? = nil, _ body: (PostgresSession) throws -> Value
    ) throws -> Value {
        try advisoryLock(key, within: limit)
        defer { giveBack(key) }
        return try body(self)
    }

    /// Works in whatever state `body` left the session: if the lock cannot be released, the connection is given up with
    /// it.
    private func giveBack(_ key: Int64) {
        do {
            try shielded { _ = try releaseAdvisoryLock(key) }
        } catch {
            wire.abandon(PostgresError(.connectionLost, "a lock could not be released"))
        }
    }

    private func setLockTimeout(_ value: String) throws {
        try query("SELECT set_config('lock_timeout', $1, false)", value)
    }
}
