import Domain
import HTTPTypes
import Hummingbird
import Signing
import Storage

/// A webhook's secret: replaced, with an overlap in which the one before signs as well.
struct SecretResource: Sendable {
    let services: Services

    var endpoints: [Endpoint] {
        [
            .authenticated(
                services, .post, "/projects/{project}/webhooks/{id}/secret", Self.rotateOperation, rotate)
        ]
    }

    @Sendable private func rotate(_ call: Call) async throws -> Response {
        let (webhook, project) = try await call.webhook()
        let (form, key) = try await call.creation(RotationFields.rotation)
        try form.validate()
        let secret = form[WebhookFields.secret] ?? WebhookSecret.generate().text
        let end = form.overlapEnd(from: services.now)
        // The answer holds the secret, so it is never kept.
        return try await call.once(
            key, answer: { _ in nil },
            work: { once in
                try await services.store.rotateSecret(
                    of: webhook.id, in: project.number, to: secret, overlapUntil: end, at: services.now, once: once)
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

    private static let rotateOperation = Operation(
        id: "rotateSecret",
        summary: "Signs with a new secret, and for a while with the one before as well. Takes admin.",
        body: .json(RotationFields.rotation, isRequired: false),
        answers: [
            .json(
                200, "The new secret, shown this once.",
                .object([
                    .always("secret", .string()),
                    .always(
                        "overlapUntil",
                        Schema.time.described("When the one before ends; null where none goes on.").orNull),
                ]))
        ],
        takesIdempotencyKey: true)
}
