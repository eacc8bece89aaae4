extension Migrations {
    /// What counts against a project's quotas, and the row that is written to check that the database is writable.
    ///
    /// The storage used by artifacts is summed on demand, from an index that holds nothing else.
    static let quotas = """
        CREATE TABLE event_usage (
            project INTEGER PRIMARY KEY REFERENCES projects (number),
            day INTEGER NOT NULL,
            events INTEGER NOT NULL,
            bytes INTEGER NOT NULL
        ) STRICT;
        ALTER TABLE artifacts ADD COLUMN archive_bytes INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE artifacts ADD COLUMN report_bytes INTEGER NOT NULL DEFAULT 0;
        CREATE INDEX artifacts_stored ON artifacts (project, archive_bytes, report_bytes);
        CREATE TABLE checks (id INTEGER PRIMARY KEY, count INTEGER NOT NULL) STRICT;
        """
}
