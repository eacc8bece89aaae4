import HTTPTypes
import Hummingbird
import Localization
import NIOCore
import Signing
import Synchronization

/// The body of an upload on its way to the blob store: counted, and hashed if the request may be a repeat.
struct UploadStream: AsyncSequence, Sendable {
    typealias Element = [UInt8]
    typealias Failure = any Error

    private final class BodyDigest: Sendable {
        let digest: Mutex<SHA256Digest?>

        init(_ digest: SHA256Digest?) {
            self.digest = Mutex(digest)
        }
    }

    private let body: RequestBody
    /// How many bytes the client announced.
    private let announced: Int?
    private let limit: Int
    private let room: UploadRoom
    private let bodyDigest: BodyDigest

    /// - Parameter query: holds the request's fields, so it is hashed with the body; nil if nothing is hashed.
    init(of request: Request, limit: Int, hashing query: String?, room: UploadRoom = UploadRoom()) {
        body = request.body
        announced = request.headers[.contentLength].flatMap { Int($0) }
        self.limit = limit
        self.room = room
        bodyDigest = BodyDigest(
            query.map { query in
                var digest = SHA256Digest()
                digest.update(Array(query.utf8))
                digest.update([0])
                return digest
            })
    }

    /// Of the query and all bytes that have passed.
    var digest: [UInt8] { bodyDigest.digest.withLock { $0?.bytes ?? [] } }

    func makeAsyncIterator() -> Iterator {
        Iterator(body: body.makeAsyncIterator(), announced: announced, limit: limit, room: room) { [bodyDigest] bytes in
            bodyDigest.digest.withLock { $0?.update(bytes) }
        }
    }

    struct Iterator: AsyncIteratorProtocol {
        fileprivate var body: RequestBody.AsyncIterator
        fileprivate let announced: Int?
        fileprivate var count = 0
        fileprivate let limit: Int
        fileprivate let room: UploadRoom
        fileprivate let note: ([UInt8]) -> Void

        mutating func next() async throws -> [UInt8]? {
            guard let chunk = try await body.next() else {
                try checkEnd()
                return nil
            }
            guard chunk.readableBytes <= limit - count else { throw Problem.tooLarge(limit: limit) }
            let before = count
            count += chunk.readableBytes
            try room.require(count, after: before)
            let bytes = Array(chunk.readableBytesView)
            note(bytes)
            return bytes
        }

        private func checkEnd() throws {
            guard let announced, announced != count else { return }
            throw Problem(.badRequest, .request(.bodyEndedEarly(received: count, announced: announced)))
        }
    }
}
