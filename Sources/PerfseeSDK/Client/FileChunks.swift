import Foundation
import NIOCore
import NIOFoundationCompat

/// A file's bytes, read as the connection takes them.
struct FileChunks: AsyncSequence, Sendable {
    /// How many bytes are read at a time.
    static let chunkByteCount = 256 * 1024

    let upload: FileUpload

    struct AsyncIterator: AsyncIteratorProtocol {
        fileprivate let upload: FileUpload
        fileprivate var handle: FileHandle?
        fileprivate var sent: Int64 = 0

        mutating func next() async throws -> ByteBuffer? {
            let handle = try self.handle ?? FileUpload.open(upload.path)
            self.handle = handle
            guard let data = try handle.read(upToCount: FileChunks.chunkByteCount), !data.isEmpty else {
                try handle.close()
                return nil
            }
            sent += Int64(data.count)
            upload.progress(FileUpload.Progress(sentBytes: sent, totalBytes: upload.byteCount))
            return ByteBuffer(data: data)
        }
    }

    func makeAsyncIterator() -> AsyncIterator {
        AsyncIterator(upload: upload)
    }
}
