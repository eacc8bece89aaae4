extension PostgresMigrations {
    /// What each node may use of what a webhook allows.
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
