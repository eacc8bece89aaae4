package import Domain
package import Storage
import Testing

/// A fresh store, with the shorthand in which the checks and the backends' own tests are written.
package struct StoreFixture: Sendable {
    package let store: any Store
    /// When everything happens unless a check says otherwise.
    package let now = Timestamp(milliseconds: 1_700_000_000_000)

    package init(store: any Store) {
        self.store = store
    }

    package func project(_ id: String = "perfsee", isPublic: Bool = false, baseline: String? = "master") async throws
        -> Project
    {
        let new = NewProject(
            id: id, host: .github, namespace: "perfsee", name: id, isPublic: isPublic, baselineBranch: baseline)
        return try await store.createProject(new, at: now, once: nil).value
    }

    package func webhook(in project: Project, _ settings: WebhookSettings = .plain) async throws -> Webhook {
        try await store.createWebhook(settings, in: project.number, at: now, once: nil).value
    }

    @discardableResult
    package func publish(
        _ type: String = "bundle:finished", in project: Project, payload: String = "{}", at time: Timestamp? = nil
    ) async throws -> Accepted {
        try await store.accept(.sample(type, in: project, payload: payload), at: time ?? now, once: nil).value
    }

    @discardableResult
    package func ping(_ webhook: Webhook, in project: Project) async throws -> Accepted {
        let event = NewEvent(
            project: project.number, eventType: .ping, body: EventBody(eventType: .ping, payload: "{}".utf8),
            only: webhook.id)
        return try await store.accept(event, at: now, once: nil).value
    }

    package func disable(_ webhook: Webhook, in project: Project) async throws {
        var changes = WebhookChanges()
        changes.isEnabled = false
        _ = try await store.updateWebhook(webhook.id, in: project.number, changes, at: now)
    }

    package func enable(_ webhook: Webhook, in project: Project) async throws {
        var changes = WebhookChanges()
        changes.isEnabled = true
        _ = try await store.updateWebhook(webhook.id, in: project.number, changes, at: now)
    }

    package func claim(
        _ webhook: Webhook, limit: Int = 10, at time: Timestamp? = nil, leaseSeconds: Double = 60, bodyBytes: Int = 0
    ) async throws -> [LeasedDelivery] {
        let time = time ?? now
        return try await store.claim(
            [ClaimRequest(webhook: webhook.id, limit: limit)], at: time,
            leaseUntil: time + .seconds(leaseSeconds), bodyBytes: bodyBytes)
    }

    package func claimOne(_ webhook: Webhook, at time: Timestamp? = nil) async throws -> LeasedDelivery {
        try #require(try await claim(webhook, limit: 1, at: time).first, "nothing is due for the webhook")
    }

    @discardableResult
    package func record(
        _ leased: LeasedDelivery, _ next: Delivery.Next, end: AttemptEnd? = nil, at time: Timestamp? = nil
    ) async throws -> Recorded {
        let time = time ?? now
        let attempt = Attempt.sample(number: leased.attemptCount + 1, next, at: time)
        return try await store.record(
            AttemptResult(lease: leased.lease, webhook: leased.webhook, attempt: attempt, end: end, next: next),
            at: time)
    }

    /// Records a first and last attempt that got no response.
    func recordWithoutAnswer(
        _ leased: LeasedDelivery, _ change: (inout Attempt) -> Void
    ) async throws -> Attempt {
        var attempt = Attempt.sample(number: 1, .failed, at: now)
        attempt.response = nil
        change(&attempt)
        _ = try await store.record(
            AttemptResult(lease: leased.lease, webhook: leased.webhook, attempt: attempt, next: .failed), at: now)
        return attempt
    }

    package func deliveries(
        in project: Project, _ filter: DeliveryFilter = DeliveryFilter(), before id: DeliveryID? = nil, limit: Int = 200
    ) async throws -> [Delivery] {
        try await store.deliveries(in: project.number, matching: filter, before: id, limit: limit)
    }

    package func delivery(_ id: DeliveryID, in project: Project) async throws -> Delivery {
        try #require(try await store.delivery(id, in: project.number))
    }

    package func state(of id: DeliveryID, in project: Project) async throws -> Delivery.State {
        try await delivery(id, in: project).state
    }

    package func health(of webhook: Webhook, in project: Project) async throws -> Webhook {
        try #require(try await store.webhook(webhook.id, in: project.number))
    }
}

extension WebhookSettings {
    package static let plain = WebhookSettings(url: "https://hooks.example.com/perfsee")
}

extension NewEvent {
    package static func sample(_ type: String, in project: Project, payload: String = "{}") -> NewEvent {
        let eventType = EventType(stored: type)
        return NewEvent(
            project: project.number, eventType: eventType,
            body: EventBody(eventType: eventType, payload: payload.utf8))
    }
}

extension Attempt {
    /// An attempt as it might have led to `next`.
    static func sample(number: Int, _ next: Delivery.Next, at time: Timestamp) -> Attempt {
        let status: Int
        switch next {
        case .delivered: status = 204
        case .gone: status = 410
        case .pending, .failed: status = 500
        }
        return Attempt(
            number: number, startTime: time - .milliseconds(25), endTime: time,
            reason: status < 300 ? nil : .status,
            messages: status < 300 ? [] : [.status(status: status)],
            request: Request(
                url: "https://hooks.example.com/perfsee",
                headers: [Header(name: "User-Agent", value: "Perfsee-Hookshot/1")]),
            response: Response(
                status: status, headers: [Header(name: "X-Empty", value: ""), Header(name: "Server", value: "a: b")],
                body: Array("ok\u{0}\u{FF}".utf8), isTruncated: true),
            timings: Timings(
                dns: .microseconds(1_500), connect: .microseconds(2_250), tls: nil, firstByte: .microseconds(20_125),
                total: .milliseconds(25)))
    }
}

extension Reply {
    /// The result of a request performed now; fails the check if it was answered from an earlier request.
    package var value: Value {
        get throws {
            guard case .done(let value) = self else { throw UnexpectedReply(description: "not done, but \(self)") }
            return value
        }
    }
}

struct UnexpectedReply: Error, CustomStringConvertible {
    var description: String
}

/// The error that `body` throws, if it is a refusal by the store.
package func refusal<Value>(_ body: () async throws -> Value) async throws -> StoreError? {
    do {
        _ = try await body()
        return nil
    } catch let error as StoreError {
        return error
    }
}

extension AnalysisQueue {
    /// Ends an analysis without budgets. Other events than `bundle:finished` have no payload.
    package func finish(
        _ lease: ArtifactLease, _ outcome: ArtifactOutcome,
        event: @escaping @Sendable (Artifact, Artifact?) -> EventBody, at now: Timestamp
    ) async throws -> RecordedAnalysis? {
        try await finish(
            lease, outcome, review: nil,
            event: { told in
                told.kind == .finished
                    ? event(told.artifact, told.baseline) : EventBody(eventType: told.eventType, payload: "{}".utf8)
            }, at: now)
    }
}
