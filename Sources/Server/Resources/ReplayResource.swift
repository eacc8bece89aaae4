import Domain
import HTTPTypes
import Hummingbird
import Localization
import Storage

/// Replays: sending a part of a webhook's log again.
struct ReplayResource: Sendable {
    let services: Services
    let store: any ReplayStore & WebhookStore
    let kind: OwnerKind

    var endpoints: [Endpoint] {
        let all = "\(kind.template)/webhooks/{id}/replays"
        return [
            .authenticated(services, .post, all, Self.createOperation(kind), create),
            .authenticated(services, .get, "\(all)/{replay}", Self.showOperation(kind), show),
        ]
    }

    @Sendable private func create(_ request: APIRequest) async throws -> Response {
        let (webhook, owner) = try await request.webhook(kind, in: store)
        var (form, key) = try await request.creation(ReplayFields.creation)
        let new = try form.replay(at: services.now)
        let path = "\(owner.path)/webhooks/\(webhook.id)/replays"
        return try await request.once(
            key, answer: { replay in StoredAnswer(.accepted, location: "\(path)/\(replay.id)", replay.write) },
            work: { once in
                try await store.createReplay(
                    new, of: webhook.id, in: owner.key, at: services.now, once: once)
            })
    }

    @Sendable private func show(_ request: APIRequest) async throws -> Response {
        let (webhook, owner) = try await request.webhook(kind, in: store)
        let id = request.number("replay")
        guard let replay = try await store.replay(id, of: webhook.id, in: owner.key) else {
            throw Problem.notFound(.replay)
        }
        return .json { replay.write(to: &$0) }
    }

    private static func createOperation(_ kind: OwnerKind) -> Operation {
        Operation(
            id: kind.operation("createReplay"),
            summary: "Resends part of a webhook's deliveries; continues after a restart of the server. \(kind.takes)",
            body: .json(ReplayFields.creation, isRequired: true),
            answers: [.json(202, "The replay has started.", Replay.schema)], takesIdempotencyKey: true)
    }

    private static func showOperation(_ kind: OwnerKind) -> Operation {
        Operation(
            id: kind.operation("getReplay"), summary: "Gets the progress of a replay. \(kind.takes)",
            answers: [.json(200, "The replay.", Replay.schema)])
    }
}

extension Replay {
    func write(to json: inout JSONWriter) {
        json.object { json in
            json.integer("id", id)
            json.string("state", state.rawValue)
            json.integer("total", total)
            json.integer("done", done)
            json.time("since", since)
            json.time("until", until)
            json.time("createdAt", createdAt)
        }
    }

    static let schema = Schema.object([
        .always("id", .integer()), .always("state", .choice(State.allCases.map(\.rawValue))),
        .always("total", .integer()), .always("done", .integer()), .always("since", .time), .always("until", .time),
        .always("createdAt", .time),
    ])
}
