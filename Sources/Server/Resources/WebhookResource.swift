import Domain
import HTTPTypes
import Hummingbird
import Localization
import Storage

/// Webhooks: where the events of a project, or those that an application receives, are sent.
struct WebhookResource: Sendable {
    let services: Services
    let store: any WebhookStore & EventStore
    let kind: OwnerKind

    private static let list = "webhooks"

    var endpoints: [Endpoint] {
        let all = "\(kind.template)/webhooks"
        let one = "\(all)/{id}"
        return [
            .authenticated(services, .post, all, Self.createOperation(kind), create),
            .authenticated(services, .get, all, Self.listOperation(kind), list),
            .authenticated(services, .get, one, Self.showOperation(kind), show),
            .authenticated(services, .patch, one, Self.changeOperation(kind), change),
            .authenticated(services, .delete, one, Self.deleteOperation(kind), delete),
            .authenticated(services, .post, "\(one)/ping", Self.pingOperation(kind), ping),
        ]
    }

    @Sendable private func create(_ request: APIRequest) async throws -> Response {
        let owner = try await request.owner(kind)
        var (form, key) = try await request.creation(WebhookFields.creation)
        form.checkURL(by: services.egress, services.ownAddresses)
        let settings = try form.webhookSettings()
        let path = "\(owner.path)/webhooks"
        let warnings = try await owner.warnings(about: EventTypeExpression(settings.eventType), store)
        return try await request.once(
            key,
            answer: { webhook in
                StoredAnswer(.created, location: "\(path)/\(webhook.id)") { webhook.write(warnings, to: &$0) }
            },
            work: { once in
                try await store.createWebhook(settings, in: owner.key, at: services.now, once: once)
            })
    }

    @Sendable private func list(_ request: APIRequest) async throws -> Response {
        let owner = try await request.owner(kind)
        var query = QueryForm(Query(request.http), known: Page.parameters)
        let page = Page(&query, list: Self.list)
        try query.validate()
        let webhooks = try await store.webhooks(
            in: owner.key, before: page.after.flatMap { Int64($0) }, limit: page.fetchLimit)
        return .json(.ok, page.json(webhooks, list: Self.list, id: { String($0.id) }, write: { $0.write(to: &$1) }))
    }

    @Sendable private func show(_ request: APIRequest) async throws -> Response {
        let (webhook, owner) = try await request.webhook(kind, in: store)
        return try await answer(webhook, of: owner)
    }

    @Sendable private func change(_ request: APIRequest) async throws -> Response {
        let (webhook, owner) = try await request.webhook(kind, in: store)
        var form = try await request.form(WebhookFields.change)
        form.checkURL(by: services.egress, services.ownAddresses)
        let changes = try form.webhookChanges(of: webhook)
        let changed = try await store.updateWebhook(
            webhook.id, in: owner.key, changes, at: services.now)
        guard let changed else { throw owner.noWebhook }
        return try await answer(changed, of: owner)
    }

    private func answer(_ webhook: Webhook, of owner: Owner) async throws -> Response {
        let warnings = try await owner.warnings(about: webhook.eventType, store)
        return .json { webhook.write(warnings, to: &$0) }
    }

    @Sendable private func delete(_ request: APIRequest) async throws -> Response {
        let (webhook, owner) = try await request.webhook(kind, in: store)
        guard try await store.deleteWebhook(webhook.id, in: owner.key, at: services.now) else {
            throw owner.noWebhook
        }
        return .noContent
    }

    @Sendable private func ping(_ request: APIRequest) async throws -> Response {
        let (webhook, owner) = try await request.webhook(kind, in: store)
        let (form, key) = try await request.creation(.none)
        try form.validate()
        let event = owner.ping(webhook.id)
        return try await request.once(key, answer: Self.pinged) { once in
            try await store.accept(event, at: services.now, once: once)
        }
    }

    @Sendable private static func pinged(_ accepted: Accepted) -> StoredAnswer {
        StoredAnswer(.accepted) { json in
            json.object { $0.string("deliveryId", accepted.firstDelivery?.description) }
        }
    }
}

extension APIRequest {
    /// The webhook in the path and its owner, for callers with full access to it.
    func webhook(_ kind: OwnerKind, in store: any WebhookStore) async throws -> (Webhook, Owner) {
        let owner = try await owner(kind)
        return (try await owner.webhook(number("id"), in: store), owner)
    }
}

extension Owner {
    var noWebhook: Problem { .notFound(.webhook(of: kind)) }

    func webhook(_ id: Webhook.ID, in store: any WebhookStore) async throws -> Webhook {
        guard let webhook = try await store.webhook(id, in: key) else { throw noWebhook }
        return webhook
    }
}

extension WebhookResource {
    private static func createOperation(_ kind: OwnerKind) -> Operation {
        Operation(
            id: kind.operation("createWebhook"),
            summary: "Creates a webhook. \(kind.anOwner) can have at most \(kind.maximumWebhooks). \(kind.takes)",
            body: .json(WebhookFields.creation, isRequired: true),
            answers: [.json(201, "The webhook.", .reference("Webhook"))], takesIdempotencyKey: true)
    }

    private static func listOperation(_ kind: OwnerKind) -> Operation {
        Operation(
            id: kind.operation("listWebhooks"),
            summary: "Lists the webhooks of \(kind.anOwner.lowercased()). \(kind.takes)",
            query: Page.parameters,
            answers: [.json(200, "A page of webhooks.", Page.schema(of: .reference("Webhook")))])
    }

    private static func showOperation(_ kind: OwnerKind) -> Operation {
        Operation(
            id: kind.operation("getWebhook"), summary: "Gets a webhook. \(kind.takes)",
            answers: [.json(200, "The webhook.", .reference("Webhook"))])
    }

    private static func changeOperation(_ kind: OwnerKind) -> Operation {
        Operation(
            id: kind.operation("changeWebhook"),
            summary: "Changes a webhook with a merge patch. Changing url to another origin removes its headers. "
                + kind.takes,
            body: .json(WebhookFields.change, isRequired: true),
            answers: [.json(200, "The updated webhook.", .reference("Webhook"))])
    }

    private static func deleteOperation(_ kind: OwnerKind) -> Operation {
        Operation(
            id: kind.operation("deleteWebhook"),
            summary: "Deletes a webhook; its pending deliveries are skipped. \(kind.takes)",
            answers: [.empty("Deleted.")])
    }

    private static func pingOperation(_ kind: OwnerKind) -> Operation {
        Operation(
            id: kind.operation("pingWebhook"),
            summary: "Sends a ping to this webhook once, even if it is disabled. \(kind.takes)",
            body: .json(.none, isRequired: false),
            answers: [.json(202, "The ping will be sent.", .object([.always("deliveryId", .string())]))],
            takesIdempotencyKey: true)
    }
}
