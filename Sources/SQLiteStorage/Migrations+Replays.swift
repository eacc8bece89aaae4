extension Migrations {
    static let replays = """
        CREATE TABLE replays (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            webhook INTEGER NOT NULL REFERENCES webhooks (id) ON DELETE CASCADE,
            project INTEGER NOT NULL,
            state TEXT NOT NULL,
            since INTEGER NOT NULL,
            until INTEGER NOT NULL,
            states TEXT NOT NULL,
            event_type TEXT,
            total INTEGER NOT NULL,
            done INTEGER NOT NULL DEFAULT 0,
            position BLOB NOT NULL,
            created_at INTEGER NOT NULL
        ) STRICT;
        CREATE INDEX replays_webhook ON replays (webhook, id);
        CREATE INDEX replays_running ON replays (id) WHERE state = 'running';
        CREATE INDEX webhook_secrets_expiry ON webhook_secrets (expires_at) WHERE expires_at IS NOT NULL;
        """
}
