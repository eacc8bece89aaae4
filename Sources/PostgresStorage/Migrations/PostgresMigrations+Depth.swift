extension PostgresMigrations {
    /// The depth of an event and the root it goes back to: both NULL if nothing led to it, so that such an event costs
    /// no more than before. How many events go back to the same root is counted separately, for as long as the chain
    /// may go on.
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
