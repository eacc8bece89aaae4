package import Domain
import Foundation
import GRDB
package import Storage

extension SQLiteStore {
    package func record(_ results: [AttemptResult], at now: Timestamp) async throws -> [Recorded] {
        // Done here rather than on the single writing thread.
        let texts = try results.map { try RecordedTexts($0.attempt) }
        let recorded = try await commits.write(isolated: false) { [self] context in
            try zip(results, texts).map { try record($0, $1, at: now, context) }
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

    private func record(
        _ result: AttemptResult, _ texts: RecordedTexts, at now: Timestamp, _ context: WriteContext
    ) throws -> Recorded {
        let status = try context.status(of: result.webhook)
        let after = status?.after(result, at: now)
        let held = try transition(result, status: after, at: now, context)
        guard held else {
            return Recorded(leaseHeld: false, health: status?.health ?? .good, disabled: nil)
        }
        try insert(result, texts, context)
        try announce(result.lease.delivery, context)
        guard let status, let after else { return Recorded(leaseHeld: true, health: .good, disabled: nil) }
        context.setStatus(after, of: result.webhook)
        let disabled = status.disabledReason == nil ? after.disabledReason : nil
        if let disabled { try disable(result.webhook, disabled, at: now, context) }
        return Recorded(leaseHeld: true, health: after.health, disabled: disabled)
    }

    /// Moves the delivery to its next state if the lease still holds.
    private func transition(
        _ result: AttemptResult, status: WebhookStatus?, at now: Timestamp, _ context: WriteContext
    ) throws -> Bool {
        var transition = DeliveryTransition(result.next, status: status)
        if try !mayMake(transition, result.lease.delivery, context.db) { transition.skip() }
        var statement = try context.statement(.moveDelivery)
        try statement.bind(transition.state.rawValue)
        try statement.bind(result.attempt.number)
        try statement.bind(transition.steps)
        try statement.bind(transition.due)
        try statement.bind(now)
        try statement.bind(result.lease.delivery)
        try statement.bind(result.lease.token)
        try statement.run()
        guard context.db.changesCount > 0 else { return false }
        if transition.state == .skipped {
            let delivery = result.lease.delivery
            context.effects.skip([SkippedDelivery(delivery, of: result.webhook, because: transition.skipReason)])
        }
        return true
    }

    private func mayMake(_ transition: DeliveryTransition, _ id: DeliveryID, _ db: Database) throws -> Bool {
        if try transition.onlyPings && !isPing(id, db) { return false }
        return try !transition.onlyHeard || Self.isHeard(id, db)
    }

    private func isPing(_ id: DeliveryID, _ db: Database) throws -> Bool {
        try String.fetchOne(db, sql: "SELECT event_type FROM deliveries WHERE id = ?", arguments: [id.data])
            == EventType.ping.text
    }

    private func insert(
        _ result: AttemptResult, _ texts: RecordedTexts, _ context: WriteContext
    ) throws {
        let attempt = result.attempt
        var statement = try context.statement(.insertAttempt)
        try statement.bind(result.lease.delivery)
        try statement.bind(attempt.number)
        try statement.bind(attempt.startTime)
        try statement.bind(attempt.endTime)
        try statement.bind(attempt.reason?.rawValue)
        try statement.bind(texts.messages)
        try statement.bind(attempt.request.url)
        try statement.bind(texts.request)
        try statement.bind(attempt.response?.status)
        try statement.bind(texts.response)
        try statement.bind(attempt.response?.body)
        try statement.bind(attempt.response?.isTruncated)
        try bind(attempt.timings, to: &statement)
        try statement.run()
    }

    private func bind(_ timings: Attempt.Timings, to statement: inout HotStatement) throws {
        try statement.bind(timings.dns)
        try statement.bind(timings.connect)
        try statement.bind(timings.tls)
        try statement.bind(timings.firstByte)
        try statement.bind(timings.total)
    }

    private func disable(
        _ webhook: Webhook.ID, _ reason: Webhook.DisabledReason, at now: Timestamp, _ context: WriteContext
    ) throws {
        let db = context.db
        let owner = try Int64.fetchOne(
            db,
            sql: """
                UPDATE webhooks SET disabled_reason = ?, updated_at = ?, revision = revision + 1 WHERE id = ?
                RETURNING owner
                """,
            arguments: [reason.rawValue, now.milliseconds, webhook])
        // The first chunk in the same transaction; the rest follows chunk by chunk.
        try Self.skip(webhook, isGone: false, at: now, context)
        if let owner { try subscriptions.forget(WebhookOwner(key: owner), context) }
        announceChange(of: webhook, context)
    }
}
