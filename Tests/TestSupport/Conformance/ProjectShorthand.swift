package import Domain
package import Storage

/// Shorthand for the webhooks and deliveries of a project, identified by its number alone.
extension WebhookStore {
    package func createWebhook(
        _ new: WebhookSettings, in project: Project.Number, at now: Timestamp, once: Once<Webhook>?
    ) async throws -> Reply<Webhook> {
        try await createWebhook(new, in: .project(project), at: now, once: once)
    }

    package func webhook(_ id: Webhook.ID, in project: Project.Number) async throws -> Webhook? {
        try await webhook(id, in: .project(project))
    }

    package func webhooks(in project: Project.Number, before id: Webhook.ID?, limit: Int) async throws -> [Webhook] {
        try await webhooks(in: .project(project), before: id, limit: limit)
    }

    package func updateWebhook(
        _ id: Webhook.ID, in project: Project.Number, _ changes: WebhookChanges, at now: Timestamp
    ) async throws -> Webhook? {
        try await updateWebhook(id, in: .project(project), changes, at: now)
    }

    package func rotateSecret(
        of id: Webhook.ID, in project: Project.Number, to secret: String, overlapUntil: Timestamp?, at now: Timestamp,
        once: Once<Webhook>?
    ) async throws -> Reply<Webhook> {
        try await rotateSecret(
            of: id, in: .project(project), to: secret, overlapUntil: overlapUntil, at: now, once: once)
    }

    package func deleteWebhook(_ id: Webhook.ID, in project: Project.Number, at now: Timestamp) async throws -> Bool {
        try await deleteWebhook(id, in: .project(project), at: now)
    }
}

extension DeliveryLog {
    package func deliveries(
        in project: Project.Number, matching filter: DeliveryFilter, before id: DeliveryID?, limit: Int
    ) async throws -> [Delivery] {
        try await deliveries(in: .project(project), matching: filter, before: id, limit: limit)
    }

    package func delivery(_ id: DeliveryID, in project: Project.Number) async throws -> Delivery? {
        try await delivery(id, in: .project(project))
    }

    package func redeliver(
        _ id: DeliveryID, in project: Project.Number, at now: Timestamp, once: Once<Delivery>?
    ) async throws -> Reply<Delivery> {
        try await redeliver(id, in: .project(project), at: now, once: once)
    }
}

extension ReplayStore {
    package func createReplay(
        _ new: NewReplay, of webhook: Webhook.ID, in project: Project.Number, at now: Timestamp, once: Once<Replay>?
    ) async throws -> Reply<Replay> {
        try await createReplay(new, of: webhook, in: .project(project), at: now, once: once)
    }

    package func replay(_ id: Replay.ID, of webhook: Webhook.ID, in project: Project.Number) async throws -> Replay? {
        try await replay(id, of: webhook, in: .project(project))
    }

    package func replays(of webhook: Webhook.ID, in project: Project.Number, limit: Int) async throws -> [Replay] {
        try await replays(of: webhook, in: .project(project), limit: limit)
    }
}

extension StatisticsStore {
    package func statistics(
        of webhook: Webhook.ID, in project: Project.Number, since: Timestamp
    ) async throws -> [WebhookHour] {
        try await statistics(of: webhook, in: .project(project), since: since)
    }
}

extension ChangeFeed {
    package func changes(in project: Project.Number, after id: String?) -> AsyncStream<NumberedChange> {
        changes(in: .project(project), after: id)
    }
}

extension NewEvent {
    package init(project: Project.Number, eventType: EventType, body: EventBody, only: Webhook.ID? = nil) {
        self.init(owner: .project(project), eventType: eventType, body: body, only: only)
    }
}
