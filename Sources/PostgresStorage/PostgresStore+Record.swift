package import Domain
import PostgresClient
package import Storage

extension PostgresStore {
    package func record(_ results: [AttemptResult], at now: Timestamp) async throws -> [Recorded] {
        guard !results.isEmpty else { return [] }
        let recorded = try await records.submit(try RecordJob(results: results, now: now)) { [self] jobs in
            try await record(jobs)
        }
        for (result, recorded) in zip(results, recorded) where recorded.disabled != nil {
            do {
                try await skipPending(of: result.webhook, at: now)
            } catch {
                // The attempt is recorded, so that must be the answer; claiming skips what is left.
            }
        }
        return recorded
    }

    /// Nearly always all leases hold. If some do not, everything done on that assumption is rolled back and done again
    /// without them: once lost, a lease is lost for good.
    private func record(_ jobs: [RecordJob]) async throws -> [[Recorded]] {
        var lost: Set<Int> = []
        while true {
            do {
                return try await write(on: hotPool) { [self, lost] write in
                    var batch = RecordBatch(jobs, lost: lost)
                    return try record(&batch, write)
                }
            } catch let error as LostLeases {
                lost.formUnion(error.places)
            }
        }
    }

    private func record(_ batch: inout RecordBatch, _ write: PostgresWrite) throws -> [[Recorded]] {
        try batch.readStatuses(write.session)
        batch.decide()
        try batch.insert(write)
        for (webhook, reason, now) in batch.disabled { try disable(webhook, reason, at: now, write) }
        // The node that recorded it knows.
        for webhook in batch.throttled { write.tell(.changed(webhook)) }
        try announce(batch.held, write)
        return batch.answers
    }

    private func disable(
        _ webhook: Webhook.ID, _ reason: Webhook.DisabledReason, at now: Timestamp, _ write: PostgresWrite
    ) throws {
        let owner = try write.session.value(
            Int64.self, "SELECT owner FROM webhooks WHERE id = $1 FOR UPDATE", webhook)
        guard let owner else { return }
        try PostgresSubscriptions.willChange([WebhookOwner(key: owner)], write.session)
        try write.session.run(
            "UPDATE webhooks SET disabled_reason = $1, updated_at = $2, revision = revision + 1 WHERE id = $3",
            reason.rawValue, now.milliseconds, webhook)
        // The first chunk in the same transaction; the rest follows chunk by chunk.
        try Self.skip(webhook, isGone: false, at: now, write)
        announceChange(of: webhook, write)
    }
}

/// Leases that turned out to be lost, by their indices in the batch.
struct LostLeases: Error {
    var places: Set<Int>
}
