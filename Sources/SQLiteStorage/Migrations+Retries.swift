extension Migrations {
    /// Finds what waits for a retry without reading everything that waits for its first attempt, in an owner's log and in that
    /// of one webhook.
    static let retries = """
        CREATE INDEX deliveries_retries ON deliveries (owner, id) WHERE state = 0 AND attempt_count > 0;
        CREATE INDEX deliveries_webhook_retries ON deliveries (webhook, id) WHERE state = 0 AND attempt_count > 0;
        """
}
