extension PostgresMigrations {
    /// How long a receiver wants to be left alone, and what goes out all the same: pings, and what was redelivered by hand,
    /// NULL for all others.
    static let throttling = """
        ALTER TABLE webhooks ADD COLUMN throttled_until bigint;
        ALTER TABLE deliveries ADD COLUMN by_hand boolean;
        CREATE INDEX deliveries_urgent ON deliveries (webhook, due_at)
            WHERE state = 0 AND (by_hand OR event_type = 'ping');
        """
}
