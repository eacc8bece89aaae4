import Domain
import HTTPTypes
import Hummingbird
import Signing
import Storage

/// The rotation of a webhook's secret, with an overlap during which the previous secret signs as well.
struct SecretResource: Sendable {
    let services: Services
    let store: any WebhookStore
    let kind: OwnerKind

    var endpoints: [Endpoint] {
        [
            .authenticated(
                services, .post, "\(kind.template)/webhooks/{id}/secret", Self.rotateOperation(kind), rotate)
        ]
    }

    @Sendable private func rotate(_ request: APIRequest) async throws -> Response {
        let (webhook, owner) = try await request.webhook(kind, in: store)
        let (form, key) = try await request.creation(RotationFields.rotation)
        try form.validate()
        let secret = form[WebhookFields.secret] ?? WebhookSecret.generate().text
        let end = form.overlapEnd(from: services.now)
        // The answer holds the secret, so it is never stored.
        return try await request.once(
            key, answer: { _ in nil },
            work: { once in
                try await store.rotateSecret(
                    of: webhook.id, in: owner.key, to: secret, overlapUntil: end, at: services.now, once: once)
            },
            respond: { _ in
                .json { json in
                    json.object { json in
                        json.string("secret", secret)
                        json.time("overlapUntil", webhook.hasSecret ? end : nil)
                    }
                }
            })
    }

    private static func rotateOperation(_ kind: OwnerKind) -> Operation {
        Operation(
            id: kind.operation("rotateSecret"),
            summary:
                "Rotates the secret: deliveries are signed with a new one. Until the overlap ends, webhook-signature "
                + "also has a signature with the previous one. \(kind.takes)",
            body: .json(RotationFields.rotation, isRequired: false),
            answers: [
                .json(
                    200, "The new secret, shown only once.",
                    .object([
                        .always("secret", .string()),
                        .always(
                            "overlapUntil",
                            Schema.time.described("When the previous secret expires; null if there is none.").orNull),
                    ]))
            ],
            takesIdempotencyKey: true)
    }
}
