extension Migrations {
    /// The token that created a token; not known for tokens from before this migration. A reference to a token that is
    /// gone stays, because ids are never reused.
    static let tokenParents = """
        ALTER TABLE tokens ADD COLUMN parent INTEGER;
        CREATE INDEX tokens_parent ON tokens (parent) WHERE parent IS NOT NULL;
        """
}
