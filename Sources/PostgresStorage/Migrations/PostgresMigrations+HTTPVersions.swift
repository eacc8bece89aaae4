extension PostgresMigrations {
    /// The version of HTTP to send with; NULL, as in all earlier rows, is 1.1.
    static let httpVersions = """
        ALTER TABLE webhooks ADD COLUMN http_version text;
        """
}
