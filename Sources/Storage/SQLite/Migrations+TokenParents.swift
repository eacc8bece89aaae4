extension Migrations {
    /// Which token made a token; not known of those from before. A reference to a token that is gone stays, because no
    /// id is used twice.
    static let tokenParents = """
        ALTER TABLE tokens ADD COLUMN parent INTEGER;
        CREATE INDEX tokens_parent ON tokens (parent) WHERE parent IS NOT NULL;
        """
}
