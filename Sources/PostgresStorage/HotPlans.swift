import PostgresClient

/// Fixes the query plans of the hot path: along the keys. For tables that were empty when it looked, the planner would
/// choose a sequential scan, and keep to it until their statistics change; and once there is a log, it would consider
/// replanning on each run worthwhile, because the old partitions look as if they would be read.
enum HotPlans {
    /// The server's settings. Connections that serve the hot path alone are opened with them.
    static let settings = [
        "enable_seqscan": "off", "enable_hashjoin": "off", "enable_mergejoin": "off", "jit": "off",
        "plan_cache_mode": "force_generic_plan",
    ]

    static let sql =
        "SELECT " + settings.map { "set_config('\($0)', '\($1)', true)" }.sorted().joined(separator: ", ")

    /// Run in a transaction before its statements.
    static func fix(_ session: PostgresSession) throws {
        guard session.settings.serverSettings != settings else { return }
        try session.postpone(sql)
    }
}
