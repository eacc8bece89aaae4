import AsyncHTTPClient
import NIOCore

/// The changes of a project's deliveries, as an asynchronous sequence.
///
/// If the connection breaks, the sequence reconnects and continues where it left off. It throws if the server cannot be
/// reached at the beginning, refuses the request, or revokes the permission to listen. Nothing is read ahead: changes
/// that are not consumed wait on the server, which drops a reader that falls too far behind; the reader then receives
/// ``DeliveryChange/reset``.
public struct DeliveryChanges: AsyncSequence, Sendable {
    let client: PerfseeClient
    let request: ClientRequest
    let reconnection: Reconnection

    /// Creates an iterator, which opens the stream when the first change is requested.
    public func makeAsyncIterator() -> AsyncIterator {
        AsyncIterator(client: client, request: request, reconnection: reconnection)
    }

    /// The connection of one reader.
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
        private var isWaiting = false

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
                    isWaiting = true
                    client.observe(waitingAfter: error)
                    try await pause()
                }
            }
            return pending.removeFirst()
        }

        /// Opens the stream, or continues reading.
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
            if isWaiting { client.observe(.over) }
            isWaiting = false
            // Without an event id to continue from, earlier changes are only in the list.
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
