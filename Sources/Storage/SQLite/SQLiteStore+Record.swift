package import Domain
import Foundation
import GRDB

extension SQLiteStore {
    package func record(_ result: AttemptResult, at now: Timestamp) async throws -> Recorded {
        let recorded = try await commits.write(isolated: false) { [self] context in
            try record(result, at: now, context)
        }
        if recorded.disabled != nil {
            do {
                try await skipPending(of: result.webhook, at: now)
            } catch {
                // The attempt is recorded, so that must be the answer; claiming skips what is left.
            }
        }
        return recorded
    }

    private func record(_ result: AttemptResult, at now: Timestamp, _ context: WriteContext) throws -> Recorded {
        let fare = try context.fare(of: result.webhook)
        let after = fare?.after(result, at: now)
        let held = try move(result, fare: after, at: now, context.db)
        guard held else {
            return Recorded(leaseHeld: false, health: fare?.health ?? .good, disabled: nil)
        }
        try insert(result, context.db)
        guard let fare, let after else { return Recorded(leaseHeld: true, health: .good, disabled: nil) }
        context.setFare(after, of: result.webhook)
        let disabled = fare.disabledReason == nil ? after.disabledReason : nil
        if let disabled { try disable(result.webhook, disabled, at: now, context) }
        return Recorded(leaseHeld: true, health: after.health, disabled: disabled)
    }

    /// Moves the delivery to its next state if the lease still holds. What would wait for another attempt is skipped
    /// where its webhook is disabled or gone; a ping goes to a disabled webhook as well.
    private func move(
        _ result: AttemptResult, fare: WebhookFare?, at now: Timestamp, _ db: Database
    ) throws -> Bool {
        var state: Delivery.State
        var due: Timestamp?
        switch result.next {
        case .delivered: state = .delivered
        case .failed, .gone: state = .failed
        case .pending(let time): (state, due) = (.pending, time)
        }
        if state == .pending, fare?.disabledReason != nil || fare == nil {
            let isPing = try fare != nil && isPing(result.lease.delivery, db)
            if !isPing { (state, due) = (.skipped, nil) }
        }
        let statement = try db.cachedStatement(
            sql: """
                UPDATE deliveries SET state = ?, attempt_count = ?, place = place + 1, due_at = ?, lease = NULL,
                    lease_until = NULL, updated_at = ?
                WHERE id = ? AND lease = ? AND state = 1
                """)
        try statement.execute(arguments: [
            state.rawValue, result.attempt.number, due?.milliseconds, now.milliseconds, result.lease.delivery.data,
            result.lease.token,
        ])
        return db.changesCount > 0
    }

    private func isPing(_ id: DeliveryID, _ db: Database) throws -> Bool {
        try String.fetchOne(db, sql: "SELECT event_type FROM deliveries WHERE id = ?", arguments: [id.data])
            == EventType.ping.text
    }

    private func insert(_ result: AttemptResult, _ db: Database) throws {
        let attempt = result.attempt
        let statement = try db.cachedStatement(
            sql: """
                INSERT INTO attempts (delivery, number, start_time, end_time, reason, detail, url, request_headers,
                    status, response_headers, response_body, is_truncated, dns, connect, tls, first_byte, total)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """)
        try statement.execute(arguments: [
            result.lease.delivery.data, attempt.number, attempt.startTime.milliseconds,
            attempt.endTime.milliseconds, attempt.reason?.rawValue, attempt.detail, attempt.request.url,
            HeaderLines.text(attempt.request.headers), attempt.response?.status,
            attempt.response.map { HeaderLines.text($0.headers) }, attempt.response.map { Data($0.body) },
            attempt.response?.isTruncated, attempt.timings.dns, attempt.timings.connect, attempt.timings.tls,
            attempt.timings.firstByte, attempt.timings.total,
        ])
    }

    private func disable(
        _ webhook: Webhook.ID, _ reason: Webhook.DisabledReason, at now: Timestamp, _ context: WriteContext
    ) throws {
        let db = context.db
        let project = try Project.Number.fetchOne(
            db,
            sql: """
                UPDATE webhooks SET disabled_reason = ?, updated_at = ?, revision = revision + 1 WHERE id = ?
                RETURNING project
                """,
            arguments: [reason.rawValue, now.milliseconds, webhook])
        // The first chunk in the same breath; the rest follows chunk by chunk.
        try Self.skip(webhook, isGone: false, at: now, db)
        if let project { subscriptions.forget(project, context) }
        announceChange(of: webhook, context)
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
