extension Migrations {
    /// Finds a rare event type without reading the whole log.
    static let eventTypes = """
        CREATE INDEX deliveries_type ON deliveries (owner, event_type, id);
        """
}
