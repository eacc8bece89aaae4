extension PostgresMigrations {
    /// How deep an event is and what it goes back to: both NULL for one that nothing led to, which therefore costs no
    /// more than before. How many go back to the same one is counted beside, for as long as that may go on.
    static let depth = """
        ALTER TABLE events ADD COLUMN depth bigint;
        ALTER TABLE events ADD COLUMN root bigint;
        CREATE TABLE event_roots (
            root bigint NOT NULL PRIMARY KEY,
            count bigint NOT NULL,
            expires_at bigint NOT NULL
        );
        CREATE INDEX event_roots_expiry ON event_roots (expires_at);
        """
}
