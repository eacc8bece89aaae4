import Domain
import HTTPTypes
import Hummingbird
import Storage

/// Webhooks: where a project's events are sent to.
struct WebhookResource: Sendable {
    let services: Services

    private static let list = "webhooks"

    var endpoints: [Endpoint] {
        let all = "/projects/{project}/webhooks"
        let one = "\(all)/{id}"
        return [
            .authenticated(services, .post, all, Self.createOperation, create),
            .authenticated(services, .get, all, Self.listOperation, list),
            .authenticated(services, .get, one, Self.showOperation, show),
            .authenticated(services, .patch, one, Self.changeOperation, change),
            .authenticated(services, .delete, one, Self.deleteOperation, delete),
            .authenticated(services, .post, "\(one)/ping", Self.pingOperation, ping),
        ]
    }

    @Sendable private func create(_ call: Call) async throws -> Response {
        let project = try await call.project(for: .admin)
        var (form, key) = try await call.creation(WebhookFields.creation)
        form.check(WebhookFields.url, services.judge)
        let settings = try form.webhookSettings()
        let path = "\(project.path)/webhooks"
        return try await call.once(
            key,
            answer: { webhook in StoredAnswer(.created, location: "\(path)/\(webhook.id)", webhook.write) },
            work: { once in
                try await services.store.createWebhook(settings, in: project.number, at: services.now, once: once)
            })
    }

    @Sendable private func list(_ call: Call) async throws -> Response {
        let project = try await call.project(for: .admin)
        var query = QueryForm(Query(call.request), known: Page.parameters)
        let page = Page(&query, list: Self.list)
        try query.validate()
        let webhooks = try await services.store.webhooks(
            in: project.number, before: page.after.flatMap { Int64($0) }, limit: page.fetchLimit)
        return .json(.ok, page.json(webhooks, list: Self.list, id: { String($0.id) }, write: { $0.write(to: &$1) }))
    }

    @Sendable private func show(_ call: Call) async throws -> Response {
        let (webhook, _) = try await call.webhook()
        return .json { webhook.write(to: &$0) }
    }

    @Sendable private func change(_ call: Call) async throws -> Response {
        let (webhook, project) = try await call.webhook()
        var form = try await call.form(WebhookFields.change)
        form.check(WebhookFields.url, services.judge)
        let changes = try form.webhookChanges(of: webhook)
        let changed = try await services.store.updateWebhook(
            webhook.id, in: project.number, changes, at: services.now)
        guard let changed else { throw Self.none }
        return .json { changed.write(to: &$0) }
    }

    @Sendable private func delete(_ call: Call) async throws -> Response {
        let (webhook, project) = try await call.webhook()
        guard try await services.store.deleteWebhook(webhook.id, in: project.number, at: services.now) else {
            throw Self.none
        }
        return .noContent
    }

    @Sendable private func ping(_ call: Call) async throws -> Response {
        let (webhook, project) = try await call.webhook()
        let (form, key) = try await call.creation(.none)
        try form.validate()
        let event = NewEvent.ping(webhook.id, in: project)
        return try await call.once(key, answer: Self.pinged) { once in
            try await services.store.accept(event, at: services.now, once: once)
        }
    }

    @Sendable private static func pinged(_ accepted: Accepted) -> StoredAnswer {
        StoredAnswer(.accepted) { json in
            json.object { $0.string("deliveryId", accepted.firstDelivery?.description) }
        }
    }

    fileprivate static let none = Problem.notFound("There is no such webhook in this project.")
}

extension Call {
    /// The webhook of the path and its project, for their admins.
    func webhook() async throws -> (Webhook, Project) {
        let project = try await project(for: .admin)
        guard let webhook = try await services.store.webhook(number("id"), in: project.number) else {
            throw WebhookResource.none
        }
        return (webhook, project)
    }
}

extension NewEvent {
    /// A test of one webhook.
    static func ping(_ webhook: Webhook.ID, in project: Project) -> NewEvent {
        let body = EventBody(eventType: .ping, payload: PingPayload(project: project, webhook: webhook).bytes)
        return NewEvent(project: project.number, eventType: .ping, body: body, only: webhook)
    }
}

extension WebhookResource {
    private static let createOperation = Operation(
        id: "createWebhook", summary: "Creates a webhook, at most \(Webhook.maximumPerProject) a project. Takes admin.",
        body: .json(WebhookFields.creation, isRequired: true),
        answers: [.json(201, "The webhook.", .reference("Webhook"))], takesIdempotencyKey: true)
    private static let listOperation = Operation(
        id: "listWebhooks", summary: "A project's webhooks. Takes admin.", query: Page.parameters,
        answers: [.json(200, "A page of webhooks.", Page.schema(of: .reference("Webhook")))])
    private static let showOperation = Operation(
        id: "getWebhook", summary: "One webhook. Takes admin.",
        answers: [.json(200, "The webhook.", .reference("Webhook"))])
    private static let changeOperation = Operation(
        id: "changeWebhook",
        summary: "Changes a webhook by a merge patch; moving url to another origin drops its headers. Takes admin.",
        body: .json(WebhookFields.change, isRequired: true),
        answers: [.json(200, "The whole webhook.", .reference("Webhook"))])
    private static let deleteOperation = Operation(
        id: "deleteWebhook", summary: "Deletes a webhook; what is pending for it is skipped. Takes admin.",
        answers: [.empty("It is deleted.")])
    private static let pingOperation = Operation(
        id: "pingWebhook", summary: "Sends a ping to this one webhook, also while it is disabled. Takes admin.",
        body: .json(.none, isRequired: false),
        answers: [.json(202, "It will be sent.", .object([.always("deliveryId", .string())]))],
        takesIdempotencyKey: true)
}
