import Domain
import HTTPTypes
import Hummingbird
import Storage

/// The deliveries of a project or an application as they change.
struct StreamResource: Sendable {
    let services: Services
    let kind: OwnerKind

    var endpoints: [Endpoint] {
        [.authenticated(services, .get, "\(kind.template)/deliveries/stream", Self.operation(kind), stream)]
    }

    @Sendable private func stream(_ request: APIRequest) async throws -> Response {
        let owner = try await request.owner(kind)
        let changes = services.store.changes(in: owner.key, after: request.http.headers[.lastEventID])
        let place = try services.callers.stream(
            of: .token(request.caller.token.id), account: request.caller.account.id,
            from: request.context.caller?.client)
        return EventStream(
            changes: Self.deliveries(of: changes), place: place, caller: request.context.caller,
            permission: ReaderPermission(changes: services.access.changes) { await Self.isAllowed(request, kind) }
        ).response
    }

    /// The changes, except those of artifacts.
    private static func deliveries(of changes: AsyncStream<NumberedChange>) -> AsyncStream<NumberedChange> {
        AsyncStream {
            for await change in changes where isWanted(change.change) { return change }
            return nil
        }
    }

    /// Whether the token is still valid, and still has access to the owner.
    private static func isAllowed(_ request: APIRequest, _ kind: OwnerKind) async -> Bool {
        guard let caller = try? await Authenticator(services: request.services).caller(of: request.http) else {
            return false
        }
        let fresh = APIRequest(services: request.services, http: request.http, context: request.context, caller: caller)
        return (try? await fresh.owner(kind)) != nil
    }

    private static func isWanted(_ change: StoreChange) -> Bool {
        switch change {
        case .delivery, .reset: true
        case .artifact: false
        }
    }

    private static func operation(_ kind: OwnerKind) -> Operation {
        Operation(
            id: kind.operation("streamDeliveries"),
            summary:
                "Streams changes of deliveries as server-sent events. A reset means that some were missed: read the "
                + "list again. Continues after Last-Event-ID. A token can have "
                + "\(ConnectionLimits.streamsOfToken) streams open; one more is a 429. \(kind.takes)",
            answers: [
                .file("The events, until the client disconnects or loses access.", contentType: "text/event-stream")
            ])
    }
}
