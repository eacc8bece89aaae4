import AsyncHTTPClient
import NIOCore

/// A project's deliveries as they change, for as long as they are asked for.
///
/// A connection that breaks is opened again, and goes on where it ended. It throws where the server cannot be reached at
/// the beginning, refuses, or revokes the right to listen. Nothing is read ahead: what is not taken waits at the server,
/// which drops who falls too far behind; that is told by ``DeliveryChange/reset``.
public struct DeliveryChanges: AsyncSequence, Sendable {
    let client: PerfseeClient
    let request: ClientRequest
    let reconnection: Reconnection

    /// Opens the stream when the first change is asked for.
    public func makeAsyncIterator() -> AsyncIterator {
        AsyncIterator(client: client, request: request, reconnection: reconnection)
    }

    /// One reader's connection.
    public struct AsyncIterator: AsyncIteratorProtocol {
        private let client: PerfseeClient
        private let request: ClientRequest
        private let reconnection: Reconnection

        private var body: HTTPClientResponse.Body.AsyncIterator?
        private var parser = EventStreamParser()
        private var lastEventID: String?
        private var pending: [DeliveryChange] = []
        private var failures = 0
        private var wasOpen = false

        fileprivate init(client: PerfseeClient, request: ClientRequest, reconnection: Reconnection) {
            self.client = client
            self.request = request
            self.reconnection = reconnection
        }

        /// The next change; never nil.
        public mutating func next() async throws -> DeliveryChange? {
            while pending.isEmpty {
                do {
                    try await advance()
                } catch let error as PerfseeClientError where wasOpen && error.isPassing {
                    try await pause()
                }
            }
            return pending.removeFirst()
        }

        /// Opens the stream, or reads on.
        private mutating func advance() async throws {
            if body == nil { return try await open() }
            let chunk: ByteBuffer?
            do {
                chunk = try await body?.next()
            } catch {
                throw client.clientError(for: error)
            }
            guard let chunk else { return try await pause() }
            failures = 0
            pending = try changes(in: chunk)
        }

        private mutating func open() async throws {
            body = try await client.stream(request, after: lastEventID).makeAsyncIterator()
            parser = EventStreamParser()
            wasOpen = true
            // Without a place to go on from, what happened before is only in the list.
            if lastEventID == nil { pending = [.reset] }
        }

        private mutating func changes(in chunk: ByteBuffer) throws -> [DeliveryChange] {
            do {
                let events = try parser.read(chunk.readableBytesView)
                lastEventID = parser.lastEventID ?? lastEventID
                return try events.compactMap { try DeliveryChange($0) }
            } catch let error as EventStreamParser.TooLong {
                throw PerfseeClientError.unreadableAnswer(status: 200, reason: error.description)
            }
        }

        private mutating func pause() async throws {
            body = nil
            failures += 1
            try await Task.sleep(for: reconnection.wait(afterFailures: failures, asked: parser.retry))
        }
    }
}
