extension PostgresMigrations {
    static let idempotency = """
        CREATE TABLE idempotency_keys (
            account bigint NOT NULL,
            method text COLLATE "C" NOT NULL,
            path text COLLATE "C" NOT NULL,
            key text COLLATE "C" NOT NULL,
            body_hash bytea NOT NULL,
            status bigint,
            location text,
            body bytea,
            created_at bigint NOT NULL,
            PRIMARY KEY (account, method, path, key)
        );
        CREATE INDEX idempotency_keys_age ON idempotency_keys (created_at);
        """

    /// Sessions, and the failures that slow down sign-in.
    static let sessions = """
        CREATE TABLE sessions (
            hash bytea PRIMARY KEY,
            account bigint NOT NULL REFERENCES accounts (id),
            created_at bigint NOT NULL,
            expires_at bigint NOT NULL
        );
        CREATE INDEX sessions_account ON sessions (account);
        CREATE INDEX sessions_expiry ON sessions (expires_at);
        CREATE TABLE failures (
            key bytea PRIMARY KEY,
            count bigint NOT NULL,
            expires_at bigint NOT NULL
        );
        CREATE INDEX failures_expiry ON failures (expires_at);
        """
}
