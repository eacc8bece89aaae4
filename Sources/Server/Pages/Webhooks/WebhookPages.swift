import Domain
import HTTPTypes
import Hummingbird
import Localization
import Storage

/// Settings -> Webhook: the list, the form, and the page of one webhook.
struct WebhookPages: Sendable {
    let services: Services
    let store: any WebhookStore & EventStore & DeliveryLog
    let kind: OwnerKind

    var routes: [PageRoute] {
        let list = "\(kind.settings)/webhooks"
        let one = "\(list)/{id}"
        return [
            .get(services, list, showList), .get(services, "\(list)/new", showNew), .post(services, list, create),
            .get(services, one, showOne), .post(services, one, change), .post(services, "\(one)/ping", ping),
            .post(services, "\(one)/enable", enable), .get(services, "\(one)/disable", askToDisable),
            .post(services, "\(one)/disable", disable), .post(services, "\(one)/remove", remove),
        ]
    }

    struct ListView: Sendable {
        struct Row: Sendable {
            var id: Int64
            var url: CutText
            /// Its first line; nil if there is none.
            var description: CutText?
            var href: String
            var eventType: String
            /// Its first type and how many more there are.
            var shortType: String
            /// Whether it has a secret.
            var isSigned: Bool
            var state: WebhookStateView
            var mark: StatusBadge
        }

        var new: String
        var rows: [Row]
        var hasRows: Bool
        /// The command that creates one; nil for an application, which has no such command.
        var curl: String?
        var empty: String
    }

    @Sendable private func showList(_ request: PageRequest) async throws -> Response {
        let (request, owner) = try await request.owner(kind)
        let webhooks = try await store.webhooks(
            in: owner.key, before: nil, limit: kind.maximumWebhooks)
        let base = owner.webhooksPath
        let rows = webhooks.map { webhook in
            ListView.Row(
                id: webhook.id, url: CutText(webhook.url), description: Self.firstLine(of: webhook.description),
                href: "\(base)/\(webhook.id)", eventType: webhook.eventType.text,
                shortType: Self.short(webhook.eventType), isSigned: webhook.hasSecret,
                state: WebhookStateView(webhook, request.strings),
                mark: StatusBadge(webhook.lastDelivery, now: request.now, request.strings))
        }
        let view = ListView(
            new: "\(base)/new", rows: rows, hasRows: !rows.isEmpty,
            curl: Self.command(for: owner),
            empty: services.configuration.defaultSchedule.emptyList(of: owner, request.strings))
        return request.render("webhook-list", title: request.strings("navigation-webhooks"), current: "webhooks", view)
    }

    private static func firstLine(of description: String) -> CutText? {
        description.split(byte: "\n").first { !$0.trimmed.isEmpty }.map { CutText($0.trimmed) }
    }

    private static func command(for owner: Owner) -> String? {
        guard case .project(let project) = owner else { return nil }
        return "perfsee webhook create \(project.id) --url https://example.com/hook --secret-file secret.txt"
    }

    /// `bundle:finished +4`
    private static func short(_ expression: EventTypeExpression) -> String {
        let items = expression.text.split(byte: ",").map(\.trimmed).filter { !$0.isEmpty }
        guard let first = items.first else { return "–" }
        let shown = first.count > longestShownType ? "\(first.prefix(longestShownType - 1))…" : first
        return items.count == 1 ? shown : "\(shown) +\(items.count - 1)"
    }

    /// How many characters of a webhook's first event type its row shows.
    private static let longestShownType = 28

    @Sendable private func showNew(_ request: PageRequest) async throws -> Response {
        let (request, owner) = try await request.owner(kind)
        return form(request, owner, WebhookDraft(), faults: [])
    }

    private func form(
        _ request: PageRequest, _ owner: Owner, _ draft: WebhookDraft, faults: [FieldFault]
    ) -> Response {
        let view = WebhookFormView(draft, action: owner.webhooksPath, headerNames: nil, faults: faults, request)
        return request.render(
            "webhook-new", title: request.strings("create-webhook"), current: "webhooks", view,
            status: faults.isEmpty ? .ok : .unprocessableContent)
    }

    @Sendable private func create(_ request: PageRequest, _ posted: PostedForm) async throws -> Response {
        let (request, owner) = try await request.owner(kind)
        let draft = WebhookDraft(posted)
        let form = try form(of: draft, WebhookFields.creation)
        guard form.faults.isEmpty else { return self.form(request, owner, draft, faults: form.faults) }
        let settings = try form.webhookSettings()
        do {
            let reply = try await store.createWebhook(
                settings, in: owner.key, at: services.now, once: nil)
            guard case .done(let webhook) = reply else { return .redirect(owner.webhooksPath) }
            let page = "\(owner.webhooksPath)/\(webhook.id)?notice=webhook-created"
            return draft.secret.isEmpty ? .redirect(page) : try request.redirect(to: page, showing: Flash(draft.secret))
        } catch StoreError.limit(let limit) {
            return self.form(request, owner, draft, faults: [FieldFault(field: "url", reason: .limit(limit))])
        }
    }

    /// What was typed, checked by the API's rules.
    private func form(of draft: WebhookDraft, _ table: FieldTable) throws -> Form {
        var form = try Form(JSONDocument(scanning: draft.json()).root, table)
        for fault in draft.faults { form.refuse(fault.field, fault.reason) }
        form.checkURL(by: services.egress, services.ownAddresses)
        return form
    }

    @Sendable private func showOne(_ request: PageRequest) async throws -> Response {
        let (request, owner, webhook) = try await webhook(of: request)
        return try await page(request, owner, webhook, WebhookDraft(webhook), faults: [])
    }

    @Sendable private func change(_ request: PageRequest, _ posted: PostedForm) async throws -> Response {
        let (request, owner, webhook) = try await webhook(of: request)
        let draft = WebhookDraft(posted)
        let form = try form(of: draft, WebhookFields.change)
        guard form.faults.isEmpty else { return try await page(request, owner, webhook, draft, faults: form.faults) }
        let changes = try form.webhookChanges(of: webhook)
        let changed = try await store.updateWebhook(
            webhook.id, in: owner.key, changes, at: services.now)
        guard changed != nil else { throw owner.noWebhook }
        return .redirect("\(owner.webhooksPath)/\(webhook.id)?notice=webhook-saved")
    }

    @Sendable private func ping(_ request: PageRequest, _ posted: PostedForm) async throws -> Response {
        let (_, owner, webhook) = try await webhook(of: request)
        let event = owner.ping(webhook.id)
        let reply = try await store.accept(event, at: services.now, once: nil)
        guard case .done(let accepted) = reply, let delivery = accepted.firstDelivery else { throw owner.noWebhook }
        return .redirect("\(owner.deliveriesPath)/\(delivery)?notice=ping-sent")
    }

    @Sendable private func enable(_ request: PageRequest, _ posted: PostedForm) async throws -> Response {
        let (_, owner, webhook) = try await webhook(of: request)
        return try await set(enabled: true, webhook, in: owner)
    }

    @Sendable private func askToDisable(_ request: PageRequest) async throws -> Response {
        let (request, owner, webhook) = try await webhook(of: request)
        let page = "\(owner.webhooksPath)/\(webhook.id)"
        guard webhook.isEnabled else { return .redirect(page) }
        let waiting = try await store.deliveries(
            in: owner.key, matching: DeliveryFilter(webhook: webhook.id, state: .pending), before: nil,
            limit: Self.countedDeliveries + 1)
        let lead = request.strings("confirm-disable-lead", ["url": webhook.url])
        let view = ConfirmView(
            heading: request.strings("confirm-disable"), losses: [lead, Self.loss(of: waiting.count, request.strings)],
            action: request.path, button: request.strings("disable"), back: page)
        return request.render("confirm", title: view.heading, current: "webhooks", view)
    }

    /// The most skippable deliveries that are counted.
    private static let countedDeliveries = 100

    private static func loss(of waiting: Int, _ strings: Strings) -> String {
        switch waiting {
        case 0: strings("confirm-disable-none")
        case ...countedDeliveries: strings.counted("confirm-disable", waiting)
        default: strings("confirm-disable-more", ["count": String(countedDeliveries)])
        }
    }

    @Sendable private func disable(_ request: PageRequest, _ posted: PostedForm) async throws -> Response {
        let (request, owner, webhook) = try await webhook(of: request)
        guard posted.isConfirmed else { return .redirect(request.path) }
        return try await set(enabled: false, webhook, in: owner)
    }

    private func set(enabled: Bool, _ webhook: Webhook, in owner: Owner) async throws -> Response {
        var changes = WebhookChanges()
        changes.isEnabled = enabled
        _ = try await store.updateWebhook(webhook.id, in: owner.key, changes, at: services.now)
        let notice = enabled ? "webhook-enabled" : "webhook-disabled"
        return .redirect("\(owner.webhooksPath)/\(webhook.id)?notice=\(notice)")
    }

    @Sendable private func remove(_ request: PageRequest, _ posted: PostedForm) async throws -> Response {
        let (request, owner, webhook) = try await webhook(of: request)
        guard posted.has("confirm") else {
            return try await page(
                request, owner, webhook, WebhookDraft(webhook), faults: [],
                removalFault: FieldFault(field: "confirm", reason: .webhook(.unconfirmedRemoval)))
        }
        _ = try await store.deleteWebhook(webhook.id, in: owner.key, at: services.now)
        return .redirect("\(owner.webhooksPath)?notice=webhook-removed")
    }

    private func webhook(of request: PageRequest) async throws -> (PageRequest, Owner, Webhook) {
        try await request.webhook(kind, in: store)
    }

    private func page(
        _ request: PageRequest, _ owner: Owner, _ webhook: Webhook, _ draft: WebhookDraft, faults: [FieldFault],
        removalFault: FieldFault? = nil
    ) async throws -> Response {
        let warnings = try await owner.warnings(about: webhook.eventType, store)
        var view = WebhookView(
            webhook, in: owner, request, warnings: warnings,
            form: WebhookFormView(
                draft, action: owner.path(of: webhook), headerNames: webhook.headerNames,
                hasSecret: webhook.hasSecret, faults: faults, request))
        if let removalFault { view.refuseRemoval(removalFault, request.strings) }
        if let flash = request.flash { view.made = MadeSecret(flash, now: services.now, request.strings) }
        return request.render(
            "webhook", title: webhook.url, current: "webhooks", view,
            status: view.hasFaults ? .unprocessableContent : .ok)
    }
}
