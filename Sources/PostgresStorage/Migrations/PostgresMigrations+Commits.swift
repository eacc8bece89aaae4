extension PostgresMigrations {
    /// See `CommitTraces`. A few rows, each written over and over.
    static let commits = """
        CREATE TABLE commits (
            slot uuid PRIMARY KEY,
            number bigint NOT NULL,
            at bigint NOT NULL
        ) WITH (fillfactor = 20, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000);
        """
}
