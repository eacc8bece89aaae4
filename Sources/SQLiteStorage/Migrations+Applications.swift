extension Migrations {
    /// A webhook belongs to a project or an application; tables keyed by owner store it as one number
    /// (`WebhookOwner.key`), so that every list stays one range of its existing index. `event_project` is the project
    /// of a delivery's event if an application owns the delivery.
    ///
    /// The log may be long, so its tables are not rebuilt: columns are renamed and added, and only what applications
    /// are sent is reindexed.
    static let applications = """
        CREATE TABLE owned_webhooks (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            project INTEGER REFERENCES projects (number),
            application INTEGER REFERENCES accounts (id),
            owner INTEGER NOT NULL GENERATED ALWAYS AS (ifnull(project, -application)) VIRTUAL,
            url TEXT NOT NULL,
            event_type TEXT NOT NULL,
            disabled_reason TEXT,
            description TEXT NOT NULL,
            header_names TEXT NOT NULL,
            sealed_headers BLOB,
            retry_schedule TEXT,
            timeout INTEGER NOT NULL,
            max_concurrency INTEGER NOT NULL,
            rate_limit INTEGER,
            revision INTEGER NOT NULL DEFAULT 1,
            created_at INTEGER NOT NULL,
            updated_at INTEGER NOT NULL,
            failures INTEGER NOT NULL DEFAULT 0,
            failing_since INTEGER,
            probe_at INTEGER,
            last_delivery BLOB,
            last_start INTEGER,
            last_end INTEGER,
            last_status INTEGER,
            last_reason TEXT,
            CHECK ((project IS NULL) <> (application IS NULL))
        ) STRICT;
        INSERT INTO owned_webhooks (\(webhookColumns)) SELECT \(webhookColumns) FROM webhooks;
        DELETE FROM sqlite_sequence WHERE name = 'owned_webhooks';
        INSERT INTO sqlite_sequence (name, seq)
            SELECT 'owned_webhooks', seq FROM sqlite_sequence WHERE name = 'webhooks';
        DROP TABLE webhooks;
        ALTER TABLE owned_webhooks RENAME TO webhooks;
        CREATE INDEX webhooks_owner ON webhooks (owner, id);
        ALTER TABLE events RENAME COLUMN project TO owner;
        ALTER TABLE replays RENAME COLUMN project TO owner;
        ALTER TABLE deliveries RENAME COLUMN project TO owner;
        ALTER TABLE deliveries ADD COLUMN event_project INTEGER;
        CREATE INDEX deliveries_heard ON deliveries (event_project) WHERE event_project IS NOT NULL;
        CREATE INDEX deliveries_membership ON deliveries (event_project, owner)
            WHERE state = 0 AND event_project IS NOT NULL;
        ALTER TABLE accounts ADD COLUMN erased INTEGER NOT NULL DEFAULT 0;
        CREATE INDEX accounts_erasing ON accounts (id) WHERE kind = 'application' AND removed AND NOT erased;
        """

    private static let webhookColumns = """
        id, project, url, event_type, disabled_reason, description, header_names, sealed_headers, retry_schedule,
        timeout, max_concurrency, rate_limit, revision, created_at, updated_at, failures, failing_since, probe_at,
        last_delivery, last_start, last_end, last_status, last_reason
        """
}
