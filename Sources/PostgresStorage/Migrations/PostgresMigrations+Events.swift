import Storage

extension PostgresMigrations {
    /// The delivery row is the queue item. Only pending deliveries are in `deliveries_due` and only leased ones in
    /// `deliveries_leased`, so both stay small however long the log grows. `event_project` is the project of a
    /// delivery's event if an application owns the delivery.
    ///
    /// All three tables are partitioned by day, which their keys begin with (see `PartitionDay`); rows of days without
    /// a partition are in the default one.
    static let events = """
        CREATE SEQUENCE event_numbers;
        CREATE TABLE events (
            id bigint NOT NULL PRIMARY KEY,
            owner bigint NOT NULL,
            event_type text COLLATE "C" NOT NULL,
            body bytea NOT NULL,
            created_at bigint NOT NULL
        ) PARTITION BY RANGE (id);
        ALTER TABLE events ALTER COLUMN body SET STORAGE EXTERNAL;
        CREATE INDEX events_owner ON events (owner, id);
        CREATE TABLE deliveries (
            id uuid NOT NULL PRIMARY KEY,
            owner bigint NOT NULL,
            event_project bigint,
            webhook bigint NOT NULL,
            event bigint NOT NULL,
            event_type text COLLATE "C" NOT NULL,
            state smallint NOT NULL,
            attempt_count bigint NOT NULL DEFAULT 0,
            place bigint NOT NULL DEFAULT 0,
            due_at bigint,
            lease bigint,
            lease_until bigint,
            created_at bigint NOT NULL,
            updated_at bigint NOT NULL
        ) PARTITION BY RANGE (id);
        CREATE INDEX deliveries_due ON deliveries (webhook, due_at) WHERE state = 0;
        CREATE INDEX deliveries_leased ON deliveries (lease_until) WHERE state = 1;
        CREATE INDEX deliveries_open ON deliveries (owner, state, id) WHERE state IN (0, 3, 4);
        CREATE INDEX deliveries_owner ON deliveries (owner, id);
        CREATE INDEX deliveries_type ON deliveries (owner, event_type, id);
        CREATE INDEX deliveries_webhook ON deliveries (webhook, id);
        CREATE INDEX deliveries_unsent ON deliveries (webhook, state, id) WHERE state IN (3, 4);
        CREATE INDEX deliveries_heard ON deliveries (event_project) WHERE event_project IS NOT NULL;
        CREATE INDEX deliveries_membership ON deliveries (event_project, owner)
            WHERE state = 0 AND event_project IS NOT NULL;
        CREATE TABLE attempts (
            delivery uuid NOT NULL,
            number bigint NOT NULL,
            start_time bigint NOT NULL,
            end_time bigint NOT NULL,
            reason text,
            detail text,
            url text NOT NULL,
            request_headers text NOT NULL,
            status bigint,
            response_headers text,
            response_body bytea,
            is_truncated boolean,
            dns double precision,
            connect double precision,
            tls double precision,
            first_byte double precision,
            total double precision NOT NULL,
            PRIMARY KEY (delivery, number)
        ) PARTITION BY RANGE (delivery);
        CREATE TABLE events_default PARTITION OF events DEFAULT;
        CREATE TABLE deliveries_default PARTITION OF deliveries DEFAULT;
        CREATE TABLE attempts_default PARTITION OF attempts DEFAULT;
        """

    /// For the events of a single-machine store, whose ids are plain sequence numbers (see `EventNumber`): the default
    /// partition has to stay small, because all of it is read whenever a partition is created for a day.
    static let countedEvents = """
        CREATE TABLE events_counted PARTITION OF events FOR VALUES FROM (MINVALUE) TO (\(EventNumber.firstTimed));
        """
}
