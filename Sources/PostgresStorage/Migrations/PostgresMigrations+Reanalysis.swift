extension PostgresMigrations {
    /// The state of a new analysis of an artifact that has been analyzed before, and what became of the last one. Only
    /// those that have one are in the index, from which they are claimed and rescued.
    static let reanalysis = """
        ALTER TABLE artifacts ADD COLUMN reanalysis text;
        ALTER TABLE artifacts ADD COLUMN reanalysis_raises_event boolean NOT NULL DEFAULT false;
        ALTER TABLE artifacts ADD COLUMN reanalysis_failed_reason text;
        ALTER TABLE artifacts ADD COLUMN reanalysis_failure text;
        CREATE INDEX artifacts_reanalysis ON artifacts (reanalysis, row) WHERE reanalysis IS NOT NULL;
        """
}
