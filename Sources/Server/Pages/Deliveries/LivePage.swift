import Domain
import HTTPTypes
import Hummingbird
import Storage

/// Streams the changes to a project's or an application's pages, as server-sent events.
struct LivePage: Sendable {
    let services: Services
    let kind: OwnerKind

    var routes: [PageRoute] { [.get(services, "\(kind.pages)/live", stream)] }

    @Sendable private func stream(_ request: PageRequest) async throws -> Response {
        let (request, owner) = try await request.owner(kind)
        // A browser that reconnects sends the last number itself; a new one says what its page has shown.
        let last = request.http.headers[.lastEventID] ?? ArtifactPages.filled(request.query("after"))
        let account = try request.signedIn()
        let place = try services.callers.stream(
            of: .session(request.sessionHash ?? []), account: account.id, from: request.context.caller?.client)
        let changes = EventStream(
            changes: services.store.changes(in: owner.key, after: last), place: place, caller: request.context.caller,
            permission: ReaderPermission(changes: services.access.changes) {
                let fresh = try? await PageRequest(request.services, request.http, request.context)
                return (try? await fresh?.owner(kind)) != nil
            })
        return changes.response
    }
}
