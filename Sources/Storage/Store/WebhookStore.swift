package import Domain

package protocol WebhookStore: Sendable {
    /// Throws `StoreError.limit` at `Webhook.maximumPerProject` or `.maximumPerApplication`, `.notFound` if the owner
    /// is gone.
    func createWebhook(
        _ new: WebhookSettings, in owner: WebhookOwner, at now: Timestamp, once: Once<Webhook>?
    ) async throws -> Reply<Webhook>
    func webhook(_ id: Webhook.ID, in owner: WebhookOwner) async throws -> Webhook?
    /// Newest first.
    func webhooks(in owner: WebhookOwner, before id: Webhook.ID?, limit: Int) async throws -> [Webhook]
    /// Nil if there is no such webhook. Disabling it skips what is pending for it.
    func updateWebhook(
        _ id: Webhook.ID, in owner: WebhookOwner, _ changes: WebhookChanges, at now: Timestamp
    ) async throws -> Webhook?
    /// Makes `secret` the primary signing secret. Previous secrets keep signing as well until `overlapUntil`, or stop
    /// at once if that is nil. Discards a prepared secret. Throws `StoreError.notFound` if there is no such webhook.
    func rotateSecret(
        of id: Webhook.ID, in owner: WebhookOwner, to secret: String, overlapUntil: Timestamp?, at now: Timestamp,
        once: Once<Webhook>?
    ) async throws -> Reply<Webhook>
    /// Keeps `secret` until `switchSecret`; it signs nothing before. Replaces one that was prepared before. Throws
    /// `StoreError.notFound` if there is no such webhook.
    /// - Parameter overlap: for how long the previous secrets keep signing once it is switched to.
    func prepareSecret(
        of id: Webhook.ID, in owner: WebhookOwner, _ secret: String, overlap: Duration, at now: Timestamp,
        once: Once<Webhook>?
    ) async throws -> Reply<Webhook>
    /// Makes the prepared secret the primary signing secret, as `rotateSecret` does. Throws `StoreError.notFound` if
    /// there is no such webhook, `.conflict` if it has no prepared secret.
    /// - Parameter overlap: nil for the one that was chosen with the prepared secret.
    func switchSecret(
        of id: Webhook.ID, in owner: WebhookOwner, overlap: Duration?, at now: Timestamp, once: Once<SwitchedSecret>?
    ) async throws -> Reply<SwitchedSecret>
    /// Returns false if there is no such webhook. What is pending for it is skipped.
    func deleteWebhook(_ id: Webhook.ID, in owner: WebhookOwner, at now: Timestamp) async throws -> Bool
}

/// A webhook that was switched to its prepared secret.
package struct SwitchedSecret: Hashable, Sendable {
    package var webhook: Webhook
    /// When its previous secrets stop signing; nil if there was none, or if they stopped at once.
    package var overlapUntil: Timestamp?

    package init(webhook: Webhook, overlapUntil: Timestamp?) {
        self.webhook = webhook
        self.overlapUntil = overlapUntil
    }
}

/// The settings a webhook is created with; the server has validated every field.
package struct WebhookSettings: Hashable, Sendable {
    package var url: String
    package var secret: String?
    package var eventType: String
    package var isEnabled: Bool
    package var description: String
    package var headers: [Attempt.Header]
    package var retrySchedule: RetrySchedule?
    package var timeout: Duration
    package var maxConcurrency: Int
    package var rateLimit: Int?
    package var httpVersion: WebhookHTTPVersion

    package init(
        url: String, secret: String? = nil, eventType: String = Webhook.defaultEventType, isEnabled: Bool = true,
        description: String = "", headers: [Attempt.Header] = [], retrySchedule: RetrySchedule? = nil,
        timeout: Duration = Webhook.defaultTimeout, maxConcurrency: Int = Webhook.defaultConcurrency,
        rateLimit: Int? = nil, httpVersion: WebhookHTTPVersion = Webhook.defaultHTTPVersion
    ) {
        self.url = url
        self.secret = secret
        self.eventType = eventType
        self.isEnabled = isEnabled
        self.description = description
        self.headers = headers
        self.retrySchedule = retrySchedule
        self.timeout = timeout
        self.maxConcurrency = maxConcurrency
        self.rateLimit = rateLimit
        self.httpVersion = httpVersion
    }
}

/// A change to an optional field.
package enum Change<Value: Hashable & Sendable>: Hashable, Sendable {
    case keep
    /// Nil removes the value or restores the default.
    case set(Value?)
}

/// Nil, or `keep`, leaves a field unchanged.
package struct WebhookChanges: Hashable, Sendable {
    package var url: String?
    /// A string replaces the secret without overlap; null removes it.
    package var secret: Change<String> = .keep
    package var eventType: String?
    package var isEnabled: Bool?
    package var description: String?
    package var headers: [Attempt.Header]?
    package var retrySchedule: Change<RetrySchedule> = .keep
    package var timeout: Duration?
    package var maxConcurrency: Int?
    package var rateLimit: Change<Int> = .keep
    package var httpVersion: WebhookHTTPVersion?

    package init() {}
}
