extension PostgresMigrations {
    /// When tokens and sessions were last used, where sessions come from, and the settings of the whole server: what is
    /// not known is NULL. Where a project's repository is: empty if it was not set.
    static let uses = """
        ALTER TABLE projects ADD COLUMN repository_url text NOT NULL DEFAULT '';
        ALTER TABLE tokens ADD COLUMN used_at bigint;
        ALTER TABLE sessions ADD COLUMN used_at bigint;
        ALTER TABLE sessions ADD COLUMN address text;
        ALTER TABLE sessions ADD COLUMN browser text;
        CREATE TABLE settings (name text COLLATE "C" PRIMARY KEY, value text NOT NULL);
        """
}
