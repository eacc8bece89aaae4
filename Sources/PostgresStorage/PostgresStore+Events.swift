package import Domain
import PostgresClient
package import Storage

extension PostgresStore: EventStore {
    package func accept(
        _ event: NewEvent, at now: Timestamp, once: Once<Accepted>?
    ) async throws -> Reply<Accepted> {
        let job = AcceptJob(event: event, now: now)
        guard let once else {
            let accepted = try await accepts.submit(job) { [self] jobs in
                await partitions.ensure(Set(jobs.map(\.day)))
                return try await withinQuotas(jobs) { jobs in
                    try await write(on: hotPool) { try self.accept(jobs, $0) }
                }
            }
            return .done(try accepted.get())
        }
        await partitions.ensure([job.day])
        return try await withinQuota(job) { breach in
            try await write(once: once, at: now) { [self] write in
                if let breach { throw StoreError.quota(breach) }
                return try accept([job], write)[0].get()
            }
        }
    }

    package func accept(
        _ batch: [BatchedEvent], at now: Timestamp, once: Once<[BatchedReply]>?
    ) async throws -> Reply<[BatchedReply]> {
        let jobs = batch.map { AcceptJob(event: $0.event, now: now) }
        await partitions.ensure(Set(jobs.map(\.day)))
        return try await withinQuotas(batch: jobs) { breaches in
            try await write(once: once, at: now) { [self] write in
                let keys = BatchKeys(batch)
                let earlier = try keys.take(at: now, write.session)
                let new = batch.indices.filter { earlier[$0] == nil }
                if let breach = new.compactMap({ breaches[$0] }).first { throw StoreError.quota(breach) }
                let accepted = try accept(new.map { jobs[$0] }, write).map { try $0.get() }
                try keys.keep(Dictionary(uniqueKeysWithValues: zip(new, accepted)), write.session)
                var rest = accepted[...]
                return earlier.map { $0.map(BatchedReply.repeated) ?? .accepted(rest.removeFirst()) }
            }
        }
    }

    package func event(_ id: Event.ID, in project: Project.Number) async throws -> Event? {
        try await read { session in
            try session.record("SELECT * FROM events WHERE id = $1 AND owner = $2", id, project)
                .map(Event.init(row:))
        }
    }

    package func events(
        in project: Project.Number, matching filter: EventFilter, before id: Event.ID?, limit: Int
    ) async throws -> [Event] {
        try await read { session in
            let ids = try EventIDRange(filter, before: id) { try Self.event(of: project, from: $0, session) }
            return try session.records(
                """
                SELECT * FROM events WHERE owner = $1 AND id >= $2 AND id < $3
                    AND ($4::text[] IS NULL OR event_type LIKE ANY ($4))
                ORDER BY id DESC LIMIT \(limit)
                """,
                project, ids.lowest, ids.end, filter.eventType?.patterns
            ).map(Event.init(row:))
        }
    }

    /// The project's first event with at least that id.
    private static func event(
        of project: Project.Number, from id: Event.ID, _ session: PostgresSession
    ) throws -> EventIDRange.Place? {
        try session.record(
            "SELECT id, created_at FROM events WHERE owner = $1 AND id >= $2 ORDER BY id LIMIT 1", project, id
        ).map { EventIDRange.Place(id: try $0["id"], createdAt: Timestamp(milliseconds: try $0["created_at"])) }
    }

    /// A delivery's id begins with the time of its event, so few rows are read for each.
    package func deliveryCounts(
        of events: [Event], in project: Project.Number
    ) async throws -> [Event.ID: [Delivery.State: Int]] {
        guard !events.isEmpty else { return [:] }
        return try await read { session in
            let rows = try session.records(
                """
                SELECT sent.event, delivery.state, count(*) AS count
                FROM unnest($1, $2, $3) AS sent (event, first, "end")
                JOIN LATERAL (
                    SELECT state FROM deliveries WHERE owner = $4 AND id >= sent.first AND id < sent."end"
                        AND event = sent.event OFFSET 0
                ) AS delivery ON true
                GROUP BY sent.event, delivery.state
                """,
                events.map(\.id), events.map { DeliveryID.first(of: $0.createdAt) },
                events.map { DeliveryID.first(of: $0.createdAt + .milliseconds(1)) }, project)
            var counts: [Event.ID: [Delivery.State: Int]] = [:]
            for row in rows {
                let (event, state, count): (Event.ID, Int, Int) = try (row["event"], row["state"], row["count"])
                guard let state = Delivery.State(rawValue: state) else { continue }
                counts[event, default: [:]][state] = count
            }
            return counts
        }
    }

    /// Writes events and their deliveries, except those whose owner (or the one webhook of a ping) is gone, and those
    /// whose root has already led to too many events.
    func accept(_ jobs: [AcceptJob], _ write: PostgresWrite) throws -> [Result<Accepted, StoreError>] {
        let (listings, numbers) = try subscriptions.listings(
            of: Set(jobs.map(\.event.owner)), write.session
        ) { pipeline in
            try pipeline.add("SELECT nextval('event_numbers') FROM generate_series(1, $1)", jobs.count)
        }
        var rows = AcceptedRows(roots: try EventRoots(jobs, write.session))
        let fanOuts = try zip(jobs, numbers).map { job, number -> Result<FanOut, StoreError> in
            try fanOut(job, sequence: number[0], listings[job.event.owner], &rows, write)
        }
        try rows.insert(write.session)
        let accepted = fanOuts.compactMap { try? $0.get() }
        try recordTypes(of: accepted.map(\.event), write)
        try announce(accepted, write)
        return fanOuts.map { $0.map(\.accepted) }
    }

    private func fanOut(
        _ job: AcceptJob, sequence: Int64, _ listing: SubscriptionListing?, _ rows: inout AcceptedRows,
        _ write: PostgresWrite
    ) throws -> Result<FanOut, StoreError> {
        guard let listing, let receivers = listing.receivers(of: job.event) else { return .failure(.notFound) }
        let id = EventNumber.make(at: job.now, sequence: sequence)
        var fanOut = FanOut(event: job.event, id: id, slug: listing.slug, now: job.now)
        guard rows.append(fanOut) else { return .failure(.refused(.eventLoop(maximum: EventCause.maximumEvents))) }
        write.effects.accept()
        for receiver in receivers {
            let new = fanOut.add(receiver, as: newDeliveryID(at: job.now), lease: leases.next(), write.effects)
            rows.append(new, of: fanOut)
        }
        return .success(fanOut)
    }

    private func announce(_ fanOuts: [FanOut], _ write: PostgresWrite) throws {
        guard broadcaster.isWatched || notifier.isWatchedElsewhere else { return }
        try announce(fanOuts.flatMap(\.deliveries).filter { isWatched($0.owner) }.map(\.id), write)
    }
}

/// An event to be accepted.
struct AcceptJob: Sendable {
    var event: NewEvent
    var now: Timestamp

    var bytes: Int { event.body.bytes.count }
    var day: PartitionDay { PartitionDay(of: now) }
}
