CREATE TABLE acceptances (
    project INTEGER NOT NULL,
    artifact INTEGER NOT NULL,
    number INTEGER NOT NULL,
    account INTEGER NOT NULL,
    accepted_by TEXT NOT NULL,
    reason TEXT NOT NULL,
    excesses TEXT NOT NULL,
    accepted_at INTEGER NOT NULL,
    PRIMARY KEY (project, artifact, number),
    FOREIGN KEY (project, artifact) REFERENCES artifacts (project, id) ON DELETE CASCADE
) STRICT;
CREATE TABLE access_versions (id INTEGER PRIMARY KEY CHECK (id = 1), version INTEGER NOT NULL) STRICT;
CREATE TRIGGER accounts_delete_access AFTER DELETE ON accounts BEGIN
    UPDATE access_versions SET version = version + 1 WHERE id = 1;
END;
CREATE TRIGGER accounts_update_access AFTER UPDATE OF kind, name, email, is_instance_admin, removed ON accounts BEGIN
    UPDATE access_versions SET version = version + 1 WHERE id = 1;
END;
CREATE TABLE accounts (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    email TEXT UNIQUE,
    is_instance_admin INTEGER NOT NULL,
    created_at INTEGER NOT NULL
, password_hash TEXT, removed INTEGER NOT NULL DEFAULT 0, erased INTEGER NOT NULL DEFAULT 0) STRICT;
CREATE UNIQUE INDEX accounts_email ON accounts (lower(email)) WHERE email IS NOT NULL;
CREATE INDEX accounts_erasing ON accounts (id) WHERE kind = 'application' AND removed AND NOT erased;
CREATE INDEX accounts_kind ON accounts (kind, id) WHERE NOT removed;
CREATE TABLE artifact_budgets (
    project INTEGER NOT NULL,
    artifact INTEGER NOT NULL,
    budgets TEXT NOT NULL,
    PRIMARY KEY (project, artifact),
    FOREIGN KEY (project, artifact) REFERENCES artifacts (project, id) ON DELETE CASCADE
) STRICT;
CREATE TABLE artifact_packages (
    artifact INTEGER NOT NULL REFERENCES artifacts (row) ON DELETE CASCADE,
    package TEXT NOT NULL,
    project INTEGER NOT NULL,
    versions TEXT NOT NULL,
    copies INTEGER NOT NULL,
    raw INTEGER NOT NULL,
    gzip INTEGER,
    brotli INTEGER,
    PRIMARY KEY (artifact, package)
) STRICT, WITHOUT ROWID;
CREATE INDEX artifact_packages_package ON artifact_packages (package, project, artifact, copies);
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
    created_at INTEGER NOT NULL, event INTEGER, archive_bytes INTEGER NOT NULL DEFAULT 0, report_bytes INTEGER NOT NULL DEFAULT 0, failure TEXT, warning_codes TEXT, reanalysis TEXT, reanalysis_raises_event INTEGER NOT NULL DEFAULT 0, reanalysis_failed_reason TEXT, reanalysis_failure TEXT, base_branch TEXT, is_fork INTEGER NOT NULL DEFAULT 0, pull_request INTEGER, baseline_distance INTEGER, imports_key TEXT, base_commits TEXT, reanalysis_compares INTEGER NOT NULL DEFAULT 0, is_excess_told INTEGER NOT NULL DEFAULT 0,
    UNIQUE (project, id)
) STRICT;
CREATE INDEX artifacts_base_branch ON artifacts (project, name, branch, id)
    WHERE status = 'Passed' AND NOT is_fork;
CREATE INDEX artifacts_base_commit ON artifacts (project, name, hash, id)
    WHERE status = 'Passed' AND NOT is_fork;
CREATE INDEX artifacts_branch ON artifacts (project, branch, id);
CREATE INDEX artifacts_fork ON artifacts (project, name, branch, coalesce(pull_request, 0), id)
    WHERE status = 'Passed' AND is_fork;
CREATE INDEX artifacts_hash ON artifacts (project, hash, id);
CREATE INDEX artifacts_name ON artifacts (project, name, id);
CREATE INDEX artifacts_passed ON artifacts (project, name, branch, id) WHERE status = 'Passed';
CREATE INDEX artifacts_pending ON artifacts (row) WHERE status = 'Pending';
CREATE INDEX artifacts_reanalysis ON artifacts (reanalysis, row) WHERE reanalysis IS NOT NULL;
CREATE INDEX artifacts_recent ON artifacts (project, id) WHERE status = 'Passed';
CREATE INDEX artifacts_running ON artifacts (lease_until) WHERE status = 'Running';
CREATE INDEX artifacts_stored ON artifacts (project, archive_bytes, report_bytes);
CREATE INDEX artifacts_waiting ON artifacts (project, name, id)
    WHERE base_commits IS NOT NULL AND coalesce(baseline_distance, 1) > 0 AND status <> 'Failed';
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
    total REAL NOT NULL, messages TEXT,
    PRIMARY KEY (delivery, number)
) STRICT, WITHOUT ROWID;
CREATE TABLE budget_excesses (
    project INTEGER NOT NULL,
    name TEXT NOT NULL,
    branch TEXT NOT NULL,
    PRIMARY KEY (project, name, branch)
) STRICT, WITHOUT ROWID;
CREATE TABLE checks (id INTEGER PRIMARY KEY, count INTEGER NOT NULL) STRICT;
CREATE TABLE deliveries (
    id BLOB PRIMARY KEY,
    owner INTEGER NOT NULL,
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
, event_project INTEGER, by_hand INTEGER) STRICT, WITHOUT ROWID;
CREATE INDEX deliveries_due ON deliveries (webhook, due_at) WHERE state = 0;
CREATE INDEX deliveries_heard ON deliveries (event_project) WHERE event_project IS NOT NULL;
CREATE INDEX deliveries_leased ON deliveries (lease_until) WHERE state = 1;
CREATE INDEX deliveries_membership ON deliveries (event_project, owner)
    WHERE state = 0 AND event_project IS NOT NULL;
CREATE INDEX deliveries_open ON deliveries (owner, state, id) WHERE state = 0 OR state = 3 OR state = 4;
CREATE INDEX deliveries_project ON deliveries (owner, id);
CREATE INDEX deliveries_retries ON deliveries (owner, id) WHERE state = 0 AND attempt_count > 0;
CREATE INDEX deliveries_type ON deliveries (owner, event_type, id);
CREATE INDEX deliveries_unsent ON deliveries (webhook, state, id) WHERE state IN (3, 4);
CREATE INDEX deliveries_urgent ON deliveries (webhook, due_at)
    WHERE state = 0 AND (by_hand OR event_type = 'ping');
CREATE INDEX deliveries_webhook ON deliveries (webhook, id);
CREATE INDEX deliveries_webhook_retries ON deliveries (webhook, id) WHERE state = 0 AND attempt_count > 0;
CREATE TABLE event_roots (
    root INTEGER PRIMARY KEY,
    count INTEGER NOT NULL,
    expires_at INTEGER NOT NULL
) STRICT;
CREATE INDEX event_roots_expiry ON event_roots (expires_at);
CREATE TABLE event_usage (
    project INTEGER PRIMARY KEY REFERENCES projects (number),
    day INTEGER NOT NULL,
    events INTEGER NOT NULL,
    bytes INTEGER NOT NULL
) STRICT;
CREATE TABLE events (
    id INTEGER PRIMARY KEY,
    owner INTEGER NOT NULL,
    event_type TEXT NOT NULL,
    body BLOB NOT NULL,
    created_at INTEGER NOT NULL
, depth INTEGER, root INTEGER) STRICT;
CREATE INDEX events_project ON events (owner, id);
CREATE TABLE failures (
    key BLOB PRIMARY KEY,
    count INTEGER NOT NULL,
    expires_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX failures_expiry ON failures (expires_at);
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
CREATE TRIGGER members_delete_access AFTER DELETE ON members BEGIN
    UPDATE access_versions SET version = version + 1 WHERE id = 1;
END;
CREATE TRIGGER members_insert_access AFTER INSERT ON members BEGIN
    UPDATE access_versions SET version = version + 1 WHERE id = 1;
END;
CREATE TRIGGER members_update_access AFTER UPDATE ON members BEGIN
    UPDATE access_versions SET version = version + 1 WHERE id = 1;
END;
CREATE TABLE members (
    project INTEGER NOT NULL REFERENCES projects (number),
    account INTEGER NOT NULL REFERENCES accounts (id),
    role TEXT NOT NULL,
    PRIMARY KEY (project, account)
) STRICT, WITHOUT ROWID;
CREATE INDEX members_account ON members (account, project);
CREATE TABLE meta (key TEXT PRIMARY KEY, value BLOB NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE package_lists (
    artifact INTEGER PRIMARY KEY REFERENCES artifacts (row) ON DELETE CASCADE,
    total INTEGER,
    digest INTEGER
) STRICT;
CREATE INDEX package_lists_open ON package_lists (artifact) WHERE total IS NULL;
CREATE TABLE project_budgets (
    project INTEGER PRIMARY KEY REFERENCES projects (number),
    text TEXT NOT NULL,
    updated_at INTEGER NOT NULL
) STRICT;
CREATE TRIGGER projects_delete_access AFTER DELETE ON projects BEGIN
    UPDATE access_versions SET version = version + 1 WHERE id = 1;
END;
CREATE TRIGGER projects_update_access AFTER UPDATE OF slug, host, namespace, name, is_public, baseline_branch, repository_url, deleted_at ON projects BEGIN
    UPDATE access_versions SET version = version + 1 WHERE id = 1;
END;
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
, repository_url TEXT NOT NULL DEFAULT '') STRICT;
CREATE INDEX projects_deleted ON projects (number) WHERE deleted_at IS NOT NULL AND erased_at IS NULL;
CREATE TABLE published_types (
    project INTEGER NOT NULL,
    event_type TEXT NOT NULL,
    PRIMARY KEY (project, event_type)
) STRICT, WITHOUT ROWID;
CREATE TABLE replays (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    webhook INTEGER NOT NULL REFERENCES webhooks (id) ON DELETE CASCADE,
    owner INTEGER NOT NULL,
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
CREATE INDEX replays_running ON replays (id) WHERE state = 'running';
CREATE INDEX replays_webhook ON replays (webhook, id);
CREATE TABLE sessions (
    hash BLOB PRIMARY KEY,
    account INTEGER NOT NULL REFERENCES accounts (id),
    created_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL
, used_at INTEGER, address TEXT, browser TEXT) STRICT, WITHOUT ROWID;
CREATE INDEX sessions_account ON sessions (account);
CREATE INDEX sessions_expiry ON sessions (expires_at);
CREATE TABLE settings (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE sign_in_links (
    hash BLOB PRIMARY KEY,
    account INTEGER NOT NULL REFERENCES accounts (id),
    expires_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX sign_in_links_account ON sign_in_links (account);
CREATE INDEX sign_in_links_expiry ON sign_in_links (expires_at);
CREATE TRIGGER tokens_delete_access AFTER DELETE ON tokens BEGIN
    UPDATE access_versions SET version = version + 1 WHERE id = 1;
END;
CREATE TRIGGER tokens_update_access AFTER UPDATE OF account, hash, scopes, project, expires_at ON tokens BEGIN
    UPDATE access_versions SET version = version + 1 WHERE id = 1;
END;
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
, parent INTEGER, used_at INTEGER) STRICT;
CREATE INDEX tokens_account ON tokens (account, id);
CREATE INDEX tokens_expiry ON tokens (expires_at) WHERE expires_at IS NOT NULL;
CREATE INDEX tokens_parent ON tokens (parent) WHERE parent IS NOT NULL;
CREATE INDEX tokens_project ON tokens (project) WHERE project IS NOT NULL;
CREATE TABLE webhook_secrets (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    webhook INTEGER NOT NULL REFERENCES webhooks (id) ON DELETE CASCADE,
    sealed BLOB NOT NULL,
    expires_at INTEGER
) STRICT;
CREATE INDEX webhook_secrets_expiry ON webhook_secrets (expires_at) WHERE expires_at IS NOT NULL;
CREATE INDEX webhook_secrets_webhook ON webhook_secrets (webhook, id);
CREATE TABLE "webhooks" (
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
    last_reason TEXT, throttled_until INTEGER, prepared_secret BLOB, prepared_overlap INTEGER, http_version TEXT,
    CHECK ((project IS NULL) <> (application IS NULL))
) STRICT;
CREATE INDEX webhooks_owner ON webhooks (owner, id);
