extension Migrations {
    /// When tokens and sessions were last used, where sessions come from, and the settings of the whole server: what is
    /// not known is NULL. Where a project's repository is: empty if it was not set.
    static let uses = """
        ALTER TABLE projects ADD COLUMN repository_url TEXT NOT NULL DEFAULT '';
        ALTER TABLE tokens ADD COLUMN used_at INTEGER;
        ALTER TABLE sessions ADD COLUMN used_at INTEGER;
        ALTER TABLE sessions ADD COLUMN address TEXT;
        ALTER TABLE sessions ADD COLUMN browser TEXT;
        CREATE TABLE settings (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
        """
}
