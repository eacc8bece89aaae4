extension PostgresMigrations {
    /// What counts against a project's quotas. Nodes take portions of `event_usage` ahead, so its rows change rarely.
    static let quotas = """
        CREATE TABLE event_usage (
            project bigint PRIMARY KEY,
            day bigint NOT NULL,
            events bigint NOT NULL,
            bytes bigint NOT NULL
        );
        ALTER TABLE artifacts ADD COLUMN archive_bytes bigint NOT NULL DEFAULT 0;
        ALTER TABLE artifacts ADD COLUMN report_bytes bigint NOT NULL DEFAULT 0;
        UPDATE artifacts SET
            archive_bytes = coalesce((SELECT size FROM blobs WHERE key = build_key), 0),
            report_bytes = coalesce((SELECT size FROM blobs WHERE key = report_key), 0)
                + coalesce((SELECT size FROM blobs WHERE key = content_key), 0);
        CREATE INDEX artifacts_stored ON artifacts (project, archive_bytes, report_bytes);
        """
}
