import Domain
import HTTPTypes
import Hummingbird
import Signing
import Storage

/// The rotation of a webhook's secret, with an overlap during which the previous secret signs as well: at once, or in two
/// steps, so that the new secret can be put into the receiver before anything is signed with it.
struct SecretResource: Sendable {
    let services: Services
    let store: any WebhookStore
    let kind: OwnerKind

    var endpoints: [Endpoint] {
        let path = "\(kind.template)/webhooks/{id}/secret"
        return [
            .authenticated(services, .post, path, Self.rotateOperation(kind), rotate),
            .authenticated(services, .post, "\(path)/switch", Self.switchOperation(kind), switchToPrepared),
        ]
    }

    @Sendable private func rotate(_ request: APIRequest) async throws -> Response {
        let (webhook, owner) = try await request.webhook(kind, in: store)
        let (form, key) = try await request.creation(RotationFields.rotation)
        try form.validate()
        let secret = form[WebhookFields.secret] ?? WebhookSecret.generate().text
        let isPrepared = form[RotationFields.prepare] ?? false
        let end = isPrepared || form.overlap == .zero ? nil : services.now + form.overlap
        // The answer holds the secret, so it is never stored.
        return try await request.once(
            key, answer: { _ in nil },
            work: { once in
                isPrepared
                    ? try await store.prepareSecret(
                        of: webhook.id, in: owner.key, secret, overlap: form.overlap, at: services.now, once: once)
                    : try await store.rotateSecret(
                        of: webhook.id, in: owner.key, to: secret, overlapUntil: end, at: services.now, once: once)
            },
            respond: { _ in
                .json { json in
                    json.object { json in
                        json.string("secret", secret)
                        json.bool("isPrepared", isPrepared)
                        json.time("overlapUntil", webhook.hasSecret ? end : nil)
                    }
                }
            })
    }

    @Sendable private func switchToPrepared(_ request: APIRequest) async throws -> Response {
        let (webhook, owner) = try await request.webhook(kind, in: store)
        let (form, key) = try await request.creation(RotationFields.switching)
        try form.validate()
        return try await request.once(
            key, answer: { switched in StoredAnswer(.ok, switched.write) },
            work: { once in
                try await store.switchSecret(
                    of: webhook.id, in: owner.key, overlap: form[RotationFields.switchOverlapSeconds],
                    at: services.now, once: once)
            })
    }

    private static func rotateOperation(_ kind: OwnerKind) -> Operation {
        Operation(
            id: kind.operation("rotateSecret"),
            summary:
                "Rotates the secret: deliveries are signed with a new one. Until the overlap ends, webhook-signature "
                + "also has a signature with the previous one. With `prepare`, the new secret signs nothing until the "
                + "webhook is switched to it; preparing again replaces it, and rotating at once discards it. "
                + "\(kind.takes)",
            body: .json(RotationFields.rotation, isRequired: false),
            answers: [
                .json(
                    200, "The new secret, shown only once.",
                    .object([
                        .always("secret", .string()),
                        .always(
                            "isPrepared", Schema.bool.described("Whether it signs nothing until it is switched to.")),
                        overlapUntil,
                    ]))
            ],
            takesIdempotencyKey: true)
    }

    private static func switchOperation(_ kind: OwnerKind) -> Operation {
        Operation(
            id: kind.operation("switchSecret"),
            summary: "Switches to the prepared secret; 409 if there is none. \(kind.takes)",
            body: .json(RotationFields.switching, isRequired: false),
            answers: [
                .json(200, "Deliveries are signed with the secret that was prepared.", .object([overlapUntil]))
            ],
            takesIdempotencyKey: true)
    }

    private static let overlapUntil = Schema.Property.always(
        "overlapUntil",
        Schema.time.described("When the previous secret expires; null if there is none.").orNull)
}

extension SwitchedSecret {
    func write(to json: inout JSONWriter) {
        json.object { json in json.time("overlapUntil", overlapUntil) }
    }
}
