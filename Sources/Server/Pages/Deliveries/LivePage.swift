import Domain
import HTTPTypes
import Hummingbird
import NIOCore
import ServiceLifecycle
import Storage

/// Streams the changes to a project's or an application's pages, as server-sent events.
struct LivePage: Sendable {
    let services: Services
    let kind: OwnerKind

    var routes: [PageRoute] { [.get(services, "\(kind.pages)/live", stream)] }

    @Sendable private func stream(_ request: PageRequest) async throws -> Response {
        let here = try await request.owner(kind)
        // A browser that reconnects sends the last number itself; a new one says what its page has shown.
        let last = request.http.headers[.lastEventID] ?? ArtifactPages.filled(request.query("after"))
        let account = try request.signedIn()
        let place = try services.callers.stream(
            of: .session(request.sessionHash ?? []), account: account.id, from: request.context.caller?.client)
        let changes = EventStream(
            changes: services.store.changes(in: here.owner.key, after: last), place: place,
            isAllowed: {
                let fresh = try? await PageRequest(request.services, request.http, request.context)
                return (try? await fresh?.owner(kind)) != nil
            })
        return changes.response
    }
}

/// Changes as server-sent events: one numbered event each, and a periodic comment so that proxies keep the connection
/// open.
struct EventStream: Sendable {
    /// How often a comment is sent, and the reader's permission checked again.
    static let pause = Duration.seconds(15)

    let changes: AsyncStream<NumberedChange>
    /// Its place among the open streams.
    let place: Lease
    /// Whether the reader still has the permission.
    let isAllowed: @Sendable () async -> Bool

    var response: Response {
        Response(
            status: .ok, headers: [.contentType: "text/event-stream", .cacheControl: "no-store"],
            body: ResponseBody { [place] writer in
                defer { withExtendedLifetime(place) {} }
                try await writer.write(ByteBuffer(string: "retry: 1000\n\n"))
                let lines = AsyncStream<String>.makeStream(bufferingPolicy: .bufferingOldest(ChangeLines.backlog))
                try await withThrowingTaskGroup(of: Void.self) { group in
                    group.addTask {
                        for await change in changes {
                            // A slow reader is dropped, and catches up when it reconnects.
                            if case .dropped = lines.continuation.yield(ChangeLines.text(change)) { break }
                        }
                        lines.continuation.finish()
                    }
                    group.addTask {
                        while await isAllowed() {
                            try await Task.sleep(for: Self.pause)
                            lines.continuation.yield(": \n\n")
                        }
                        lines.continuation.finish()
                    }
                    group.addTask {
                        // An open page does not delay a server's shutdown; it reconnects to the next server.
                        try? await gracefulShutdown()
                        lines.continuation.finish()
                    }
                    for await line in lines.stream { try await writer.write(ByteBuffer(string: line)) }
                    group.cancelAll()
                }
                try await writer.finish(nil)
            })
    }
}

/// A change as the lines of one server-sent event.
enum ChangeLines {
    static let backlog = 4_000

    static func text(_ change: NumberedChange) -> String {
        var json = JSONWriter()
        var name = "reset"
        switch change.change {
        case .delivery(let delivery):
            name = "delivery"
            delivery.write(to: &json)
        case .artifact(let id, let status):
            name = "artifact"
            json.object { json in
                json.integer("id", id)
                json.string("status", status.rawValue)
            }
        case .reset:
            json.object { _ in }
        }
        let id = change.id.isEmpty ? "" : "id: \(change.id)\n"
        return "\(id)event: \(name)\ndata: \(String(decoding: json.bytes, as: UTF8.self))\n\n"
    }
}

extension HTTPField.Name {
    static let lastEventID: HTTPField.Name = {
        guard let name = HTTPField.Name("Last-Event-ID") else { preconditionFailure("no header name") }
        return name
    }()
}
