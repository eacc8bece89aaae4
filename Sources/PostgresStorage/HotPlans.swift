/// Fixes the query plans of the hot path: along the keys. For tables that were empty when it looked, the planner would
/// choose a sequential scan, and keep to it until their statistics change; and once there is a log, it would consider
/// replanning on each run worthwhile, because the old partitions look as if they would be read.
enum HotPlans {
    /// Run in a transaction before its statements.
    static let sql = """
        SELECT set_config('enable_seqscan', 'off', true), set_config('enable_hashjoin', 'off', true),
            set_config('enable_mergejoin', 'off', true), set_config('jit', 'off', true),
            set_config('plan_cache_mode', 'force_generic_plan', true)
        """
}
