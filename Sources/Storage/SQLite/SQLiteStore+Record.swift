package import Domain
import Foundation
import GRDB

extension SQLiteStore {
    package func record(_ results: [AttemptResult], at now: Timestamp) async throws -> [Recorded] {
        // Made here rather than on the one thread that writes.
        let headers = results.map { RecordedHeaders($0.attempt) }
        let recorded = try await commits.write(isolated: false) { [self] context in
            try zip(results, headers).map { try record($0, $1, at: now, context) }
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
        _ result: AttemptResult, _ headers: RecordedHeaders, at now: Timestamp, _ context: WriteContext
    ) throws -> Recorded {
        let fare = try context.fare(of: result.webhook)
        let after = fare?.after(result, at: now)
        let held = try move(result, fare: after, at: now, context)
        guard held else {
            return Recorded(leaseHeld: false, health: fare?.health ?? .good, disabled: nil)
        }
        try insert(result, headers, context)
        try announce(result.lease.delivery, context)
        guard let fare, let after else { return Recorded(leaseHeld: true, health: .good, disabled: nil) }
        context.setFare(after, of: result.webhook)
        let disabled = fare.disabledReason == nil ? after.disabledReason : nil
        if let disabled { try disable(result.webhook, disabled, at: now, context) }
        return Recorded(leaseHeld: true, health: after.health, disabled: disabled)
    }

    /// Moves the delivery to its next state if the lease still holds. What would wait for another attempt is skipped
    /// where its webhook is disabled or gone, or its application no longer a member of the project; a ping goes to a
    /// disabled webhook as well.
    private func move(
        _ result: AttemptResult, fare: WebhookFare?, at now: Timestamp, _ context: WriteContext
    ) throws -> Bool {
        var state: Delivery.State
        var due: Timestamp?
        switch result.next {
        case .delivered: state = .delivered
        case .failed, .gone: state = .failed
        case .pending(let time): (state, due) = (.pending, time)
        }
        if state == .pending, try !mayWait(result.lease.delivery, fare, context.db) { (state, due) = (.skipped, nil) }
        var statement = try context.statement(.moveDelivery)
        try statement.bind(state.rawValue)
        try statement.bind(result.attempt.number)
        try statement.bind(due)
        try statement.bind(now)
        try statement.bind(result.lease.delivery)
        try statement.bind(result.lease.token)
        try statement.run()
        return context.db.changesCount > 0
    }

    private func mayWait(_ id: DeliveryID, _ fare: WebhookFare?, _ db: Database) throws -> Bool {
        guard let fare else { return false }
        if fare.disabledReason != nil { return try isPing(id, db) }
        return try fare.owner.application == nil || Self.isHeard(id, db)
    }

    private func isPing(_ id: DeliveryID, _ db: Database) throws -> Bool {
        try String.fetchOne(db, sql: "SELECT event_type FROM deliveries WHERE id = ?", arguments: [id.data])
            == EventType.ping.text
    }

    private func insert(
        _ result: AttemptResult, _ headers: RecordedHeaders, _ context: WriteContext
    ) throws {
        let attempt = result.attempt
        var statement = try context.statement(.insertAttempt)
        try statement.bind(result.lease.delivery)
        try statement.bind(attempt.number)
        try statement.bind(attempt.startTime)
        try statement.bind(attempt.endTime)
        try statement.bind(attempt.reason?.rawValue)
        try statement.bind(attempt.detail)
        try statement.bind(attempt.request.url)
        try statement.bind(headers.request)
        try statement.bind(attempt.response?.status)
        try statement.bind(headers.response)
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
        // The first chunk in the same breath; the rest follows chunk by chunk.
        try Self.skip(webhook, isGone: false, at: now, db)
        if let owner { try subscriptions.forget(WebhookOwner(key: owner), context) }
        announceChange(of: webhook, context)
    }
}

/// An attempt's headers as they lie in their columns.
private struct RecordedHeaders: Sendable {
    let request: String
    let response: String?

    init(_ attempt: Attempt) {
        request = HeaderLines.text(attempt.request.headers)
        response = attempt.response.map { HeaderLines.text($0.headers) }
    }
}

extension WebhookFare {
    /// How it fares after one more attempt.
    func after(_ result: AttemptResult, at now: Timestamp) -> WebhookFare {
        let attempt = result.attempt
        var next = self
        next.isChanged = true
        next.health = health.after(success: attempt.isSuccess, at: now)
        next.last = Webhook.LastDelivery(
            deliveryID: result.lease.delivery, startTime: attempt.startTime, endTime: attempt.endTime,
            statusCode: attempt.response?.status, reason: attempt.reason)
        if disabledReason == nil {
            if result.next == .gone {
                next.disabledReason = .gone
            } else if !attempt.isSuccess, health.isBeyondHope(at: now) {
                next.disabledReason = .failing
            }
        }
        return next
    }
}
