extension Migrations {
    /// Which event types each project has published, also where the events are deleted by now.
    static let publishedTypes = """
        CREATE TABLE published_types (
            project INTEGER NOT NULL,
            event_type TEXT NOT NULL,
            PRIMARY KEY (project, event_type)
        ) STRICT, WITHOUT ROWID;
        INSERT INTO published_types (project, event_type) SELECT DISTINCT owner, event_type FROM events WHERE owner > 0;
        """
}
