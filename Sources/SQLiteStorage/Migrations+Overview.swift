extension Migrations {
    static let overview = """
        ALTER TABLE artifacts ADD COLUMN event INTEGER;
        CREATE INDEX artifacts_recent ON artifacts (project, id) WHERE status = 'Passed';
        """
}
