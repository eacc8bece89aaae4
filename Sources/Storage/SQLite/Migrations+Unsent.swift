extension Migrations {
    /// What a webhook failed to send is found without reading all that it sent.
    static let unsent = """
        CREATE INDEX deliveries_unsent ON deliveries (webhook, state, id) WHERE state IN (3, 4);
        """
}
