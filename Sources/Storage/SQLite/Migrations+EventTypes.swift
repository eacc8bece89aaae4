extension Migrations {
    /// A rare event type is found without reading the whole log.
    static let eventTypes = """
        CREATE INDEX deliveries_type ON deliveries (owner, event_type, id);
        """
}
