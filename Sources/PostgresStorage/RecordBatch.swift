import Domain
import PostgresClient
import Storage

/// Attempts from many callers that are recorded in one transaction.
struct RecordBatch {
    private struct Entry {
        var result: AttemptResult
        var texts: RecordedTexts
        var now: Timestamp
    }

    private let jobs: [RecordJob]
    private let entries: [Entry]
    /// Indices in `entries` whose lease is known to be lost.
    private let lost: Set<Int>
    private var statuses: WebhookStatuses
    private var transitions: [DeliveryTransition] = []
    private var recorded: [Recorded] = []
    private(set) var disabled: [(Webhook.ID, Webhook.DisabledReason, Timestamp)] = []
    /// Webhooks whose receivers have asked to wait, or for longer than before.
    private(set) var throttled: Set<Webhook.ID> = []

    init(_ jobs: [RecordJob], lost: Set<Int>) {
        self.jobs = jobs
        self.lost = lost
        entries = jobs.flatMap { job in
            zip(job.results, job.texts).map { Entry(result: $0, texts: $1, now: job.now) }
        }
        let held = entries.enumerated().filter { !lost.contains($0.offset) }.map(\.element.result)
        statuses = WebhookStatuses(of: entries.map(\.result.webhook), after: held)
    }

    mutating func readStatuses(_ session: PostgresSession) throws {
        try statuses.read(session)
    }

    /// Decides the next state of each delivery and webhook, one attempt after the other.
    mutating func decide() {
        for (place, entry) in entries.enumerated() {
            let status = statuses[entry.result.webhook]
            recorded.append(lost.contains(place) ? .lost(status) : record(entry, status))
            transitions.append(DeliveryTransition(entry.result.next, status: statuses[entry.result.webhook]))
        }
    }

    private mutating func record(_ entry: Entry, _ status: WebhookStatus?) -> Recorded {
        guard let status else { return Recorded(leaseHeld: true, health: .good, disabled: nil) }
        let after = status.after(entry.result, at: entry.now)
        statuses.set(after, probe: entry.result.lease.token)
        if after.health.isWorse(than: status.health, at: entry.now), after.health.failures == status.health.failures {
            throttled.insert(entry.result.webhook)
        }
        let reason = status.disabledReason == nil ? after.disabledReason : nil
        if let reason { disabled.append((entry.result.webhook, reason, entry.now)) }
        return Recorded(leaseHeld: true, health: after.health, disabled: reason)
    }

    /// The deliveries whose attempts were recorded.
    var held: [DeliveryID] {
        entries.enumerated().filter { !lost.contains($0.offset) }.map(\.element.result.lease.delivery)
    }

    /// Job by job.
    var answers: [[Recorded]] {
        var rest = recorded[...]
        return jobs.map { job in
            defer { rest = rest.dropFirst(job.results.count) }
            return Array(rest.prefix(job.results.count))
        }
    }

    /// Throws `LostLeases` if a lease that was assumed to hold does not. If nothing else has to be done in the transaction,
    /// the rows are sent with COMMIT.
    func insert(_ write: PostgresWrite) throws {
        var rows = RecordedRows()
        for (place, entry) in entries.enumerated() where !lost.contains(place) {
            rows.append(entry.result, entry.texts, transitions[place], at: entry.now, place: place)
        }
        let moved = try rows.transition(write.session)
        let missing = Set(entries.indices).subtracting(lost).subtracting(moved.keys)
        guard missing.isEmpty else { throw LostLeases(places: missing) }
        write.effects.skip(moved.filter(\.value).keys.map(skipped))
        try write.session.postpone { pipeline in
            try rows.insert(into: &pipeline)
            try statuses.write(into: &pipeline)
        }
    }
}

extension RecordBatch {
    private func skipped(_ place: Int) -> SkippedDelivery {
        let result = entries[place].result
        return SkippedDelivery(result.lease.delivery, of: result.webhook, because: transitions[place].skipReason)
    }
}

extension Recorded {
    fileprivate static func lost(_ status: WebhookStatus?) -> Recorded {
        Recorded(leaseHeld: false, health: status?.health ?? .good, disabled: nil)
    }
}
