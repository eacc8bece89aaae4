import HTTPTypes
import Hummingbird
import NIOCore
import ServiceLifecycle
import Storage

/// Changes as server-sent events: one numbered event each, and a periodic comment so that proxies keep the connection
/// open.
struct EventStream: Sendable {
    /// How often a comment is sent.
    static let pause = Duration.seconds(15)
    private static let comment = ": \n\n"

    let changes: AsyncStream<NumberedChange>
    /// Its place among the open streams.
    let place: Lease
    /// The client that reads; nil without a connection, as in tests.
    let caller: Caller?
    let permission: ReaderPermission

    var response: Response {
        Response(
            status: .ok, headers: [.contentType: "text/event-stream", .cacheControl: "no-store"],
            body: ResponseBody { [place, caller, permission] writer in
                defer { withExtendedLifetime(place) {} }
                try await writer.write(ByteBuffer(string: "retry: 1000\n\n"))
                let lines = AsyncStream<String>.makeStream(bufferingPolicy: .bufferingOldest(ChangeLines.backlog))
                // A reader that left gives its place back at once, not when the next comment is sent.
                caller?.onDeparture { departure in
                    switch departure {
                    case .closedInput: lines.continuation.yield(Self.comment)
                    case .gone: lines.continuation.finish()
                    }
                }
                try await withThrowingTaskGroup(of: Void.self) { group in
                    group.addTask {
                        for await change in changes {
                            // A slow reader is dropped, and catches up when it reconnects.
                            if case .dropped = lines.continuation.yield(ChangeLines.text(change)) { break }
                        }
                        lines.continuation.finish()
                    }
                    group.addTask {
                        while true {
                            try await Task.sleep(for: Self.pause)
                            lines.continuation.yield(Self.comment)
                        }
                    }
                    group.addTask {
                        // An open page does not delay a server's shutdown; it reconnects to the next server.
                        try? await gracefulShutdown()
                        lines.continuation.finish()
                    }
                    for await line in lines.stream {
                        // Whoever has lost the permission since sees no further change.
                        guard await permission.holds() else { break }
                        try await writer.write(ByteBuffer(string: line))
                    }
                    group.cancelAll()
                }
                try await writer.finish(nil)
            })
    }
}

extension HTTPField.Name {
    static let lastEventID: HTTPField.Name = {
        guard let name = HTTPField.Name("Last-Event-ID") else { preconditionFailure("no header name") }
        return name
    }()
}
