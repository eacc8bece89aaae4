import GRDB

/// The numbered migrations, run at start. A number, once released, never changes.
enum Migrations {
    static var all: DatabaseMigrator {
        var migrator = DatabaseMigrator()
        for (name, sql) in steps {
            migrator.registerMigration(name) { try $0.execute(sql: sql) }
        }
        return migrator
    }

    private static let steps: [(String, String)] = [
        ("0001-accounts", accounts),
        ("0002-projects", projects),
        ("0003-webhooks", webhooks),
        ("0004-events", events),
        ("0005-artifacts", artifacts),
        ("0006-idempotency", idempotency),
        ("0007-sessions", sessions),
        ("0008-replays", replays),
        ("0009-overview", overview),
        ("0010-applications", applications),
        ("0011-event-types", eventTypes),
        ("0012-unsent", unsent),
        ("0013-open", open),
        ("0014-depth", depth),
        ("0016-token-parents", tokenParents),
        ("0017-quotas", quotas),
        ("0018-attempt-messages", attemptMessages),
        ("0019-artifact-messages", artifactMessages),
        ("0020-reanalysis", reanalysis),
        ("0021-baselines", baselines),
        ("0022-throttling", throttling),
        ("0023-published-types", publishedTypes),
        ("0024-retries", retries),
        ("0025-uses", uses),
        ("0026-prepared-secrets", preparedSecrets),
        ("0027-budgets", budgets),
        ("0028-history", history),
        ("0029-access-versions", accessVersions),
        ("0030-http-versions", httpVersions),
        ("0031-package-copies", packageCopies),
    ]

    private static let accounts = """
        CREATE TABLE meta (key TEXT PRIMARY KEY, value BLOB NOT NULL) STRICT, WITHOUT ROWID;
        CREATE TABLE accounts (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            kind TEXT NOT NULL,
            name TEXT NOT NULL,
            email TEXT UNIQUE,
            is_instance_admin INTEGER NOT NULL,
            created_at INTEGER NOT NULL
        ) STRICT;
        CREATE TABLE tokens (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            account INTEGER NOT NULL REFERENCES accounts (id),
            name TEXT NOT NULL,
            hash BLOB NOT NULL UNIQUE,
            scopes TEXT NOT NULL,
            project INTEGER,
            expires_at INTEGER,
            from_environment INTEGER NOT NULL DEFAULT 0,
            created_at INTEGER NOT NULL
        ) STRICT;
        CREATE INDEX tokens_account ON tokens (account, id);
        CREATE INDEX tokens_project ON tokens (project) WHERE project IS NOT NULL;
        CREATE INDEX tokens_expiry ON tokens (expires_at) WHERE expires_at IS NOT NULL;
        CREATE TABLE sign_in_links (
            hash BLOB PRIMARY KEY,
            account INTEGER NOT NULL REFERENCES accounts (id),
            expires_at INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX sign_in_links_expiry ON sign_in_links (expires_at);
        """

    private static let projects = """
        CREATE TABLE projects (
            number INTEGER PRIMARY KEY AUTOINCREMENT,
            slug TEXT NOT NULL UNIQUE,
            host TEXT NOT NULL,
            namespace TEXT NOT NULL,
            name TEXT NOT NULL,
            is_public INTEGER NOT NULL,
            baseline_branch TEXT NOT NULL,
            artifact_count INTEGER NOT NULL DEFAULT 0,
            created_at INTEGER NOT NULL,
            deleted_at INTEGER,
            erased_at INTEGER
        ) STRICT;
        CREATE INDEX projects_deleted ON projects (number) WHERE deleted_at IS NOT NULL AND erased_at IS NULL;
        CREATE TABLE members (
            project INTEGER NOT NULL REFERENCES projects (number),
            account INTEGER NOT NULL REFERENCES accounts (id),
            role TEXT NOT NULL,
            PRIMARY KEY (project, account)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX members_account ON members (account, project);
        """

    private static let webhooks = """
        CREATE TABLE webhooks (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            project INTEGER NOT NULL REFERENCES projects (number),
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
            last_reason TEXT
        ) STRICT;
        CREATE INDEX webhooks_project ON webhooks (project, id);
        CREATE TABLE webhook_secrets (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            webhook INTEGER NOT NULL REFERENCES webhooks (id) ON DELETE CASCADE,
            sealed BLOB NOT NULL,
            expires_at INTEGER
        ) STRICT;
        CREATE INDEX webhook_secrets_webhook ON webhook_secrets (webhook, id);
        """

    /// The delivery row is the queue item. Only pending deliveries are in `deliveries_due` and only leased ones in
    /// `deliveries_leased`, so both stay small however long the log grows.
    private static let events = """
        CREATE TABLE events (
            id INTEGER PRIMARY KEY,
            project INTEGER NOT NULL,
            event_type TEXT NOT NULL,
            body BLOB NOT NULL,
            created_at INTEGER NOT NULL
        ) STRICT;
        CREATE INDEX events_project ON events (project, id);
        CREATE TABLE deliveries (
            id BLOB PRIMARY KEY,
            project INTEGER NOT NULL,
            webhook INTEGER NOT NULL,
            event INTEGER NOT NULL,
            event_type TEXT NOT NULL,
            state INTEGER NOT NULL,
            attempt_count INTEGER NOT NULL DEFAULT 0,
            place INTEGER NOT NULL DEFAULT 0,
            due_at INTEGER,
            lease INTEGER,
            lease_until INTEGER,
            created_at INTEGER NOT NULL,
            updated_at INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX deliveries_due ON deliveries (webhook, due_at) WHERE state = 0;
        CREATE INDEX deliveries_leased ON deliveries (lease_until) WHERE state = 1;
        CREATE INDEX deliveries_open ON deliveries (project, state, id) WHERE state IN (0, 3, 4);
        CREATE INDEX deliveries_project ON deliveries (project, id);
        CREATE INDEX deliveries_webhook ON deliveries (webhook, id);
        CREATE TABLE attempts (
            delivery BLOB NOT NULL,
            number INTEGER NOT NULL,
            start_time INTEGER NOT NULL,
            end_time INTEGER NOT NULL,
            reason TEXT,
            detail TEXT,
            url TEXT NOT NULL,
            request_headers TEXT NOT NULL,
            status INTEGER,
            response_headers TEXT,
            response_body BLOB,
            is_truncated INTEGER,
            dns REAL,
            connect REAL,
            tls REAL,
            first_byte REAL,
            total REAL NOT NULL,
            PRIMARY KEY (delivery, number)
        ) STRICT, WITHOUT ROWID;
        """

    private static let artifacts = """
        CREATE TABLE artifacts (
            row INTEGER PRIMARY KEY AUTOINCREMENT,
            project INTEGER NOT NULL REFERENCES projects (number),
            id INTEGER NOT NULL,
            branch TEXT NOT NULL,
            name TEXT NOT NULL,
            hash TEXT NOT NULL,
            commit_message TEXT,
            author TEXT,
            build_key TEXT NOT NULL,
            status TEXT NOT NULL,
            tries INTEGER NOT NULL DEFAULT 0,
            lease INTEGER,
            lease_until INTEGER,
            duration INTEGER,
            failed_reason TEXT,
            score INTEGER,
            size_raw INTEGER,
            size_gzip INTEGER,
            size_brotli INTEGER,
            entry_points TEXT,
            warnings TEXT,
            report_key TEXT,
            content_key TEXT,
            analysis_version INTEGER,
            baseline INTEGER,
            baseline_rule TEXT,
            created_at INTEGER NOT NULL,
            UNIQUE (project, id)
        ) STRICT;
        CREATE INDEX artifacts_pending ON artifacts (row) WHERE status = 'Pending';
        CREATE INDEX artifacts_running ON artifacts (lease_until) WHERE status = 'Running';
        CREATE INDEX artifacts_branch ON artifacts (project, branch, id);
        CREATE INDEX artifacts_name ON artifacts (project, name, id);
        CREATE INDEX artifacts_hash ON artifacts (project, hash, id);
        CREATE INDEX artifacts_passed ON artifacts (project, name, branch, id) WHERE status = 'Passed';
        CREATE INDEX artifacts_passed_hash ON artifacts (project, name, hash, id) WHERE status = 'Passed';
        """

    private static let idempotency = """
        CREATE TABLE idempotency_keys (
            account INTEGER NOT NULL,
            method TEXT NOT NULL,
            path TEXT NOT NULL,
            key TEXT NOT NULL,
            body_hash BLOB NOT NULL,
            status INTEGER,
            location TEXT,
            body BLOB,
            created_at INTEGER NOT NULL,
            PRIMARY KEY (account, method, path, key)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX idempotency_keys_age ON idempotency_keys (created_at);
        """
}
