import NIOCore
import NIOPosix
package import NIOSSL
import Synchronization

/// A receiver on 127.0.0.1 that handles each request as a test's script says, and keeps what it received.
///
///     let receiver = try await ScriptedReceiver.start { request in
///         request.number == 1 ? .reset : .answer(204)
///     }
///     // … send to receiver.url …
///     let first = try await receiver.request(1)
///     await receiver.stop()
package final class ScriptedReceiver: Sendable {
    package typealias Script = @Sendable (ReceivedRequest) -> ReceiverBehavior

    /// What a test waited for did not arrive in time.
    package struct NothingCame: Error, CustomStringConvertible {
        package let description: String
    }

    private struct Awaited: Sendable {
        var id: Int
        var isThere: @Sendable (State) -> Bool
        var continuation: CheckedContinuation<Void, any Error>
    }

    private struct State: Sendable {
        var requests: [ReceivedRequest] = []
        var opened = 0
        var closed = 0
        var connections: [Int: ReceiverConnection] = [:]
        var awaited: [Awaited] = []
        var nextID = 0
    }

    /// The longest a test waits for something to arrive.
    static let patience = TimeAmount.seconds(20)

    private let script: Script
    private let state = Mutex(State())
    private let server: Mutex<(any Channel)?> = Mutex(nil)
    private let boundPort: Mutex<Int> = Mutex(0)
    private let isTLS: Bool

    private init(isTLS: Bool, script: @escaping Script) {
        self.isTLS = isTLS
        self.script = script
    }

    /// Listens on a free port of 127.0.0.1, with TLS if a context is given.
    package static func start(tls: NIOSSLContext? = nil, script: @escaping Script) async throws -> ScriptedReceiver {
        let receiver = ScriptedReceiver(isTLS: tls != nil, script: script)
        let channel = try await ServerBootstrap(group: .singletonMultiThreadedEventLoopGroup)
            .serverChannelOption(.backlog, value: 512)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    let pipeline = channel.pipeline.syncOperations
                    if let tls { try pipeline.addHandler(NIOSSLServerHandler(context: tls)) }
                    try pipeline.addHandler(ReceiverConnection(receiver))
                }
            }
            .bind(host: "127.0.0.1", port: 0).get()
        receiver.server.withLock { $0 = channel }
        receiver.boundPort.withLock { $0 = channel.localAddress?.port ?? 0 }
        return receiver
    }

    package var port: Int { boundPort.withLock { $0 } }

    /// `http://127.0.0.1:<port>/hook`, or `https`.
    package var url: String { url(host: "127.0.0.1") }

    package func url(host: String, path: String = "/hook") -> String {
        "\(isTLS ? "https" : "http")://\(host):\(port)\(path)"
    }

    /// All requests so far.
    package var requests: [ReceivedRequest] { state.withLock { $0.requests } }

    /// The number of connections accepted so far, and how many of them are closed.
    package var connectionCount: Int { state.withLock { $0.opened } }
    package var closedCount: Int { state.withLock { $0.closed } }

    /// The n-th request, counted from 1, once it has arrived.
    /// - Parameter deadline: nil for the usual patience.
    package func request(
        _ number: Int, before deadline: ContinuousClock.Instant? = nil
    ) async throws -> ReceivedRequest {
        let patience = deadline.map { TimeAmount(ContinuousClock.now.duration(to: $0)) } ?? Self.patience
        try await wait("request \(number)", patience) { $0.requests.count >= number }
        return state.withLock { $0.requests[number - 1] }
    }

    /// Returns once this many connections are closed.
    package func closedConnections(_ count: Int) async throws {
        try await wait("the end of \(count) connections") { $0.closed >= count }
    }

    /// Makes every dripping connection write its next piece.
    package func release() {
        for connection in state.withLock({ Array($0.connections.values) }) { connection.release() }
    }

    /// The same, but returns once the pieces have been written.
    package func released() async throws {
        for connection in state.withLock({ Array($0.connections.values) }) { try await connection.released() }
    }

    /// Closes the port and every connection.
    package func stop() async {
        let channel = server.withLock { server in
            defer { server = nil }
            return server
        }
        try? await channel?.close()
        for connection in state.withLock({ Array($0.connections.values) }) { connection.stop() }
    }

    // MARK: For connections

    func opened(_ connection: ReceiverConnection) -> Int {
        change { state in
            state.opened += 1
            state.connections[state.opened] = connection
            return state.opened
        }
    }

    func closed(_ connection: Int) {
        change { state in
            state.closed += 1
            state.connections[connection] = nil
        }
    }

    func behavior(for request: ReceivedRequest) -> ReceiverBehavior {
        let numbered = change { state in
            var request = request
            request.number = state.requests.count + 1
            state.requests.append(request)
            return request
        }
        return script(numbered)
    }

    // MARK: Waiting

    private func change<T: Sendable>(_ body: (inout sending State) -> T) -> T {
        let (result, ready) = state.withLock { state -> (T, [Awaited]) in
            let result = body(&state)
            let current = state
            let ready = current.awaited.filter { $0.isThere(current) }
            state.awaited.removeAll { $0.isThere(current) }
            return (result, ready)
        }
        for awaited in ready { awaited.continuation.resume() }
        return result
    }

    private func wait(
        _ what: String, _ patience: TimeAmount = patience, until isThere: @escaping @Sendable (State) -> Bool
    ) async throws {
        let loop = MultiThreadedEventLoopGroup.singleton.any()
        try await withCheckedThrowingContinuation { continuation in
            let id = state.withLock { state -> Int? in
                if isThere(state) { return nil }
                state.nextID += 1
                state.awaited.append(Awaited(id: state.nextID, isThere: isThere, continuation: continuation))
                return state.nextID
            }
            guard let id else { return continuation.resume() }
            loop.scheduleTask(in: patience) { self.giveUp(id, what) }
        }
    }

    private func giveUp(_ id: Int, _ what: String) {
        let awaited = state.withLock { state in
            let awaited = state.awaited.first { $0.id == id }
            state.awaited.removeAll { $0.id == id }
            return awaited
        }
        awaited?.continuation.resume(throwing: NothingCame(description: "The receiver waited in vain for \(what)."))
    }
}
