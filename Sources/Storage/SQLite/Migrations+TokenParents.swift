extension Migrations {
    /// Which token made a token: nobody knows it of those that were there before. What refers to one that is no more
    /// goes on to do so, since no id is used twice.
    static let tokenParents = """
        ALTER TABLE tokens ADD COLUMN parent INTEGER;
        CREATE INDEX tokens_parent ON tokens (parent) WHERE parent IS NOT NULL;
        """
}
