extension Migrations {
    /// Passwords, sessions, and the failures that slow down sign-in.
    static let sessions = """
        ALTER TABLE accounts ADD COLUMN password_hash TEXT;
        ALTER TABLE accounts ADD COLUMN removed INTEGER NOT NULL DEFAULT 0;
        CREATE UNIQUE INDEX accounts_email ON accounts (lower(email)) WHERE email IS NOT NULL;
        CREATE INDEX accounts_kind ON accounts (kind, id) WHERE NOT removed;
        CREATE INDEX sign_in_links_account ON sign_in_links (account);
        CREATE TABLE sessions (
            hash BLOB PRIMARY KEY,
            account INTEGER NOT NULL REFERENCES accounts (id),
            created_at INTEGER NOT NULL,
            expires_at INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX sessions_account ON sessions (account);
        CREATE INDEX sessions_expiry ON sessions (expires_at);
        CREATE TABLE failures (
            key BLOB PRIMARY KEY,
            count INTEGER NOT NULL,
            expires_at INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX failures_expiry ON failures (expires_at);
        """
}
