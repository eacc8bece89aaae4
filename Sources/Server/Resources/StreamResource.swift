import Domain
import HTTPTypes
import Hummingbird
import Storage

/// A project's deliveries as they change.
struct StreamResource: Sendable {
    let services: Services

    var endpoints: [Endpoint] {
        [.authenticated(services, .get, "/projects/{project}/deliveries/stream", Self.operation, stream)]
    }

    @Sendable private func stream(_ call: Call) async throws -> Response {
        let project = try await call.project(for: .admin)
        let changes = services.store.changes(in: project.number, after: call.request.headers[.lastEventID])
        return EventStream(changes: Self.deliveries(of: changes), isAllowed: { await Self.isAllowed(call) }).response
    }

    /// The changes but for those of artifacts.
    private static func deliveries(of changes: AsyncStream<NumberedChange>) -> AsyncStream<NumberedChange> {
        AsyncStream {
            for await change in changes where isWanted(change.change) { return change }
            return nil
        }
    }

    /// Whether the token still holds, and its account is still an admin.
    private static func isAllowed(_ call: Call) async -> Bool {
        guard let caller = try? await Authenticator(services: call.services).caller(of: call.request) else {
            return false
        }
        let fresh = Call(services: call.services, request: call.request, context: call.context, caller: caller)
        return (try? await fresh.project(for: .admin)) != nil
    }

    private static func isWanted(_ change: StoreChange) -> Bool {
        switch change {
        case .delivery, .reset: true
        case .artifact: false
        }
    }

    private static let operation = Operation(
        id: "streamDeliveries",
        summary: "Server-sent events: a delivery for each change of one, and a reset where some were missed and the "
            + "list has to be read anew. Goes on after Last-Event-ID. Takes admin.",
        answers: [.file("The events, until the reader goes or may no more.", contentType: "text/event-stream")])
}
