import NIOCore
import NIOHTTP1

/// Collects the part of a response body that the log keeps.
struct AnswerBody {
    private(set) var kept: [UInt8] = []
    /// Bytes received, before gzip or deflate decoding.
    private(set) var received = 0
    private var isCut = false
    private let inflater: Inflater?

    init(headers: HTTPHeaders) {
        switch headers.first(name: "content-encoding")?.lowercased() {
        case "gzip", "x-gzip": inflater = Inflater(.gzip)
        case "deflate": inflater = Inflater(.deflate)
        default: inflater = nil
        }
    }

    var isOverLimit: Bool { received > AnswerLimits.read }

    mutating func append(_ bytes: ByteBuffer) {
        let room = max(0, AnswerLimits.read - received)
        received += bytes.readableBytes
        guard !isCut else { return }
        let view = bytes.readableBytesView.prefix(room)
        if let inflater {
            isCut = inflater.inflate(Array(view), into: &kept, limit: AnswerLimits.kept)
        } else {
            let piece = view.prefix(AnswerLimits.kept - kept.count)
            kept += piece
            isCut = piece.count < bytes.readableBytes
        }
    }

    /// Whether there was more than is kept.
    /// - Parameter isComplete: whether the response ended properly.
    func isTruncated(isComplete: Bool) -> Bool {
        if isCut || !isComplete || isOverLimit { return true }
        return received > 0 && inflater?.isComplete == false
    }
}
