import Hummingbird
import NIOCore
import Storage

/// A stored file that is sent piece by piece.
struct BlobBody: Sendable {
    /// How many bytes are read and held at once.
    static let pieceSize = 256 << 10

    let blobs: any BlobStore
    let key: String
    let size: Int64

    var body: ResponseBody {
        ResponseBody(contentLength: Int(size)) { writer in
            var offset: Int64 = 0
            while offset < size {
                let count = Int(min(Int64(Self.pieceSize), size - offset))
                guard let piece = try await blobs.read(key, offset: offset, count: count), !piece.isEmpty else {
                    // Less than was announced: breaking the connection is the only way left to say so.
                    throw Vanished(key: key)
                }
                try await writer.write(ByteBuffer(bytes: piece))
                offset += Int64(piece.count)
            }
            try await writer.finish(nil)
        }
    }

    struct Vanished: Error {
        var key: String
    }
}
