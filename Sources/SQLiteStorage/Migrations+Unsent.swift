extension Migrations {
    /// Finds what a webhook failed to send without reading everything it sent.
    static let unsent = """
        CREATE INDEX deliveries_unsent ON deliveries (webhook, state, id) WHERE state IN (3, 4);
        """
}
