import Domain
import HTTPTypes
import Hummingbird
import Localization
import Storage

/// A webhook's new secret: shown before it signs anything, so that it can be put into the receiver first.
struct RotationPage: Sendable {
    let services: Services
    let store: any WebhookStore
    let kind: OwnerKind

    var routes: [PageRoute] {
        let path = "\(kind.settings)/webhooks/{id}/secret"
        return [
            .get(services, path, show), .post(services, path, rotate),
            .post(services, "\(path)/switch", switchToPrepared),
        ]
    }

    @Sendable private func show(_ request: PageRequest) async throws -> Response {
        let (request, owner, webhook) = try await request.webhook(kind, in: store)
        return page(request, owner, webhook, .generated(), [])
    }

    private func page(
        _ request: PageRequest, _ owner: Owner, _ webhook: Webhook, _ draft: RotationDraft, _ faults: [FieldFault]
    ) -> Response {
        let view = RotationView(draft, faults, of: webhook, back: owner.path(of: webhook), request)
        return request.render(
            "rotation", title: "\(view.heading) · \(webhook.url)", current: "webhooks", view,
            status: faults.isEmpty ? .ok : .unprocessableContent)
    }

    @Sendable private func rotate(_ request: PageRequest, _ posted: PostedForm) async throws -> Response {
        let (request, owner, webhook) = try await request.webhook(kind, in: store)
        let draft = RotationDraft(posted)
        let faults = draft.faults(replacing: webhook.hasSecret)
        guard faults.isEmpty else { return page(request, owner, webhook, draft, faults) }
        if posted.has("prepare") { return try await prepare(draft, for: webhook, of: owner) }
        let end = draft.end(from: services.now)
        let reply = try await store.rotateSecret(
            of: webhook.id, in: owner.key, to: draft.secret, overlapUntil: end, at: services.now, once: nil)
        guard case .done = reply else { throw owner.noWebhook }
        let page = "\(owner.path(of: webhook))?notice=\(webhook.hasSecret ? "secret-rotated" : "secret-set")"
        // The secret itself was already shown: what is left to say is until when the previous one is valid.
        guard webhook.hasSecret, let end else { return .redirect(page) }
        return try request.redirect(to: page, showing: Flash("", until: end))
    }

    private func prepare(_ draft: RotationDraft, for webhook: Webhook, of owner: Owner) async throws -> Response {
        let reply = try await store.prepareSecret(
            of: webhook.id, in: owner.key, draft.secret, overlap: draft.span, at: services.now, once: nil)
        guard case .done = reply else { throw owner.noWebhook }
        return .redirect("\(owner.path(of: webhook))?notice=secret-prepared")
    }

    @Sendable private func switchToPrepared(_ request: PageRequest, _ posted: PostedForm) async throws -> Response {
        let (request, owner, webhook) = try await request.webhook(kind, in: store)
        let reply = try await store.switchSecret(
            of: webhook.id, in: owner.key, overlap: nil, at: services.now, once: nil)
        guard case .done(let switched) = reply else { throw owner.noWebhook }
        let page = "\(owner.path(of: webhook))?notice=\(webhook.hasSecret ? "secret-rotated" : "secret-set")"
        guard let end = switched.overlapUntil else { return .redirect(page) }
        return try request.redirect(to: page, showing: Flash("", until: end))
    }
}
