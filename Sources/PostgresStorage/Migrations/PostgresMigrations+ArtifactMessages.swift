extension PostgresMigrations {
    /// The code and values of an artifact's failure and of its warnings, as JSON beside their English texts. NULL for
    /// artifacts from before this migration.
    static let artifactMessages = """
        ALTER TABLE artifacts ADD COLUMN failure text;
        ALTER TABLE artifacts ADD COLUMN warning_codes text;
        """
}
