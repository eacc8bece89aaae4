import Domain
import Foundation
package import Signing

/// Imports a stream into a store: the blobs first, then all rows in one transaction.
package struct StoreImport: Sendable {
    private let store: any TransferStore
    private let blobs: any BlobStore
    private let keyring: Keyring
    private let notify: @Sendable (TransferNote) -> Void

    /// - Parameter keyring: seals with its current key; it must contain the keys of the stream as well.
    package init(
        _ store: any TransferStore, _ blobs: any BlobStore, keyring: Keyring,
        notify: @escaping @Sendable (TransferNote) -> Void
    ) {
        self.store = store
        self.blobs = blobs
        self.keyring = keyring
        self.notify = notify
    }

    /// Throws `TransferError` if the store does not accept the stream, and then leaves nothing behind.
    ///
    /// - Parameter source: positioned after its first line, which is `header`.
    package func run(_ source: LineSource, _ header: TransferHeader) async throws -> TransferCounts {
        try Self.require(keyring, opens: header)
        let renumbering = try await store.makeRoom(for: header)
        let incoming = IncomingBlobs(source, blobs, notify)
        do {
            let line = try await incoming.receive()
            let feed = RowFeed(source, header, after: line, incoming.counts, renumbering, keyring, notify)
            try await store.write(feed)
            return feed.total
        } catch StoreError.unknownOutcome(let reason) {
            // The blobs have to stay, because the rows may refer to them.
            throw TransferError.unknownOutcome(reason: reason)
        } catch {
            await incoming.discard()
            throw error
        }
    }

    /// Throws `TransferError` if the secrets of a stream cannot be opened.
    package static func require(_ keyring: Keyring, opens header: TransferHeader) throws {
        let missing = header.keys.filter { !keyring.holds($0) }
        guard missing.isEmpty else {
            throw TransferError.otherKeys(missing: missing, current: keyring.current.id)
        }
    }
}

/// The blobs of a stream on their way into a store. Used by one task.
final class IncomingBlobs: @unchecked Sendable {
    private let source: LineSource
    private let blobs: any BlobStore
    private let notify: @Sendable (TransferNote) -> Void
    private(set) var counts = TransferCounts()
    /// The keys of the blobs written so far, to be deleted if the import fails.
    private var written: [String] = []

    init(_ source: LineSource, _ blobs: any BlobStore, _ notify: @escaping @Sendable (TransferNote) -> Void) {
        self.source = source
        self.blobs = blobs
        self.notify = notify
    }

    /// Returns the first line that does not belong to a blob; nil at the end.
    func receive() async throws -> ArraySlice<UInt8>? {
        while let line = try source.next() {
            guard let begin = StreamReading.line(line, as: BlobLine.self) else { return line }
            try await receive(begin)
            counts.blobs += 1
            counts.blobBytes += begin.size
            notify(.progress(counts))
        }
        return nil
    }

    func discard() async {
        for key in written { try? await blobs.delete(key) }
    }

    private func receive(_ begin: BlobLine) async throws {
        guard (0...BlobLine.largest).contains(begin.size) else {
            throw TransferError.unexpectedLine(line: source.number)
        }
        let chunks = BlobLines(source, size: begin.size)
        guard let there = try await blobs.size(begin.blob) else {
            written.append(begin.blob)
            let stream = AsyncThrowingStream<[UInt8], any Error> { try chunks.next() }
            _ = try await blobs.write(begin.blob, chunks: stream)
            return
        }
        // Keys are random and each is written once: an existing one comes from an interrupted import.
        guard there == begin.size else {
            throw TransferError.blobExists(line: source.number, key: begin.blob)
        }
        while try chunks.next() != nil {}
    }
}

/// The lines of one blob. Used by one task.
private final class BlobLines: @unchecked Sendable {
    private let source: LineSource
    private var left: Int64

    init(_ source: LineSource, size: Int64) {
        self.source = source
        left = size
    }

    /// Nil at the end of the blob.
    func next() throws -> [UInt8]? {
        guard left > 0 else { return nil }
        guard let line = try source.next() else { throw TransferError.cutOff }
        guard line.count >= 2, line.first == UInt8(ascii: "\""), line.last == UInt8(ascii: "\""),
            let data = Data(base64Encoded: Data(line.dropFirst().dropLast())), !data.isEmpty, data.count <= left
        else { throw TransferError.unexpectedLine(line: source.number) }
        left -= Int64(data.count)
        return Array(data)
    }
}
