/// What each metric is, as `/metrics` describes it.
enum MetricHelp {
    /// Nil for one that is not Perfsee's own.
    static func text(of name: String) -> String? { texts[name] }

    private static let texts = [
        "perfsee_analyses_total":
            "Analyses that ended, by outcome; machine: failed because of this machine, tried again.",
        "perfsee_analysis_duration_seconds": "How long analyses took.",
        "perfsee_artifacts_pending": "Builds that wait for an analysis, or are being analyzed.",
        "perfsee_build_info": "The version of this program; always 1.",
        "perfsee_commit_duration_seconds": "How long transactions took until they were on disk.",
        "perfsee_deliveries_total": "Deliveries that this process ended, by outcome; without pings.",
        "perfsee_delivery_attempt_duration_seconds": "How long attempts took; without pings.",
        "perfsee_delivery_attempts_total":
            "Attempts, by outcome: delivered, or the reason of the failure; without pings.",
        "perfsee_delivery_leases_lost_total": "Attempts that ended too late to be recorded.",
        "perfsee_events_accepted_total": "Events that this process stored, the server's own included.",
        "perfsee_http_accepting_stopped_total": "How often no more connections were accepted until one ended.",
        "perfsee_http_body_bytes": "Bytes of request bodies in memory.",
        "perfsee_http_connections": "Open incoming connections.",
        "perfsee_http_refused_total": "Requests and connections that were refused, by kind.",
        "perfsee_http_request_duration_seconds": "How long requests took until their response began, by route.",
        "perfsee_http_requests_total": "Requests, by route, method and class of status.",
        "perfsee_http_streams": "Open event streams.",
        "perfsee_http_uploads": "Uploads in progress.",
        "perfsee_metrics_dropped_series_total": "Series that were left out because there are too many.",
        "perfsee_queue_deliveries": "Deliveries that wait or are being sent, by state, in the entire database.",
        "perfsee_queue_oldest_due_age_seconds": "How long the oldest due delivery has been waiting.",
        "perfsee_sign_ins_refused_total": "Sign-ins that were refused before their password was checked, by reason.",
        "perfsee_webhook_deliveries_total":
            "Deliveries that this process sent to the end, by project, webhook and outcome; without pings.",
        "perfsee_webhooks_disabled": "Disabled webhooks.",
        "perfsee_webhooks_disabled_total": "Webhooks that this process disabled because of their receiver's answers.",
        "perfsee_webhooks_failing": "Webhooks whose circuit is open.",
        "process_cpu_seconds_total": "Total user and system CPU time spent in seconds.",
        "process_max_fds": "Maximum number of open file descriptors.",
        "process_open_fds": "Number of open file descriptors.",
        "process_resident_memory_bytes": "Resident memory size in bytes.",
        "process_start_time_seconds": "Start time of the process since unix epoch in seconds.",
        "process_virtual_memory_bytes": "Virtual memory size in bytes.",
    ]
}
