extension PostgresMigrations {
    /// How much of each webhook's concurrency quota each node may use.
    static let shares = """
        CREATE TABLE webhook_shares (
            webhook bigint NOT NULL REFERENCES webhooks (id) ON DELETE CASCADE,
            node bigint NOT NULL,
            wanted bigint NOT NULL,
            held bigint NOT NULL,
            until bigint NOT NULL,
            PRIMARY KEY (webhook, node)
        ) WITH (fillfactor = 50, autovacuum_vacuum_scale_factor = 0.05);
        CREATE INDEX webhook_shares_node ON webhook_shares (node);
        CREATE INDEX webhook_shares_until ON webhook_shares (until);
        """
}
