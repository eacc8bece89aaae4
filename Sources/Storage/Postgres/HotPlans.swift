/// The way of every event is planned once and for all: along the keys. What the planner makes of tables that were
/// empty when it looked would be a scan of them, for as long as nobody tells it otherwise; and once there is a log, it
/// would think that planning anew at each run pays, since the old partitions look as if they would be read.
enum HotPlans {
    /// To be run in a transaction before its statements.
    static let sql = """
        SELECT set_config('enable_seqscan', 'off', true), set_config('enable_hashjoin', 'off', true),
            set_config('enable_mergejoin', 'off', true), set_config('jit', 'off', true),
            set_config('plan_cache_mode', 'force_generic_plan', true)
        """
}
