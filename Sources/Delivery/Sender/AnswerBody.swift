import NIOCore
import NIOHTTP1

/// Collects the part of a response body that the log keeps.
struct AnswerBody {
    private var kept: [UInt8] = []
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

    /// What is kept, and whether there was more.
    /// - Parameter isComplete: whether the response ended properly.
    func content(isComplete: Bool) -> (bytes: [UInt8], isTruncated: Bool) {
        if isCut || !isComplete || isOverLimit { return (kept, true) }
        guard let inflater, received > 0, !inflater.isComplete else { return (kept, false) }
        guard let plain = inflater.plain else { return (kept, true) }
        return (Array(plain.prefix(AnswerLimits.kept)), plain.count > AnswerLimits.kept)
    }
}
