import Domain
import HTTPTypes
import Localization
import Zlib

/// How a request's body is coded: `Content-Encoding`.
enum BodyCoding: Hashable, Sendable {
    case identity
    case gzip

    /// Throws a 415 for any other coding, or several.
    init(of request: HTTPFields) throws(Problem) {
        switch request.value(of: .contentEncoding)?.trimmed.lowercased() {
        case nil, "", "identity": self = .identity
        case "gzip", "x-gzip": self = .gzip
        default: throw Problem(.unsupportedMediaType, .request(.unsupportedContentEncoding))
        }
    }

    /// How much is unpacked at a time, in bytes.
    private static let portion = 64 * 1024

    /// The body as it was before it was coded.
    ///
    /// - Parameters:
    ///   - limit: the most bytes that it may have then.
    ///   - hold: called with the number of bytes before they are kept.
    func decoded(_ bytes: [UInt8], limit: Int, hold: (Int) throws -> Void) throws -> [UInt8] {
        guard self == .gzip, !bytes.isEmpty else { return bytes }
        guard let stream = InflateStream(.gzip) else { throw Problem.noMemory }
        var text: [UInt8] = []
        var portion = [UInt8](repeating: 0, count: Self.portion)
        return try bytes.withUnsafeBytes { all in
            var rest = all
            while true {
                let (written, status) = portion.withUnsafeMutableBytes { stream.step(&rest, into: $0) }
                guard text.count + written <= limit else { throw Problem.tooLarge(limit: limit) }
                try hold(written)
                text += portion.prefix(written)
                switch status {
                case .running: continue
                case .ended where rest.isEmpty: return text
                case .outOfMemory: throw Problem.noMemory
                case .ended, .stalled, .damaged: throw Problem(.badRequest, .request(.damagedGzip))
                }
            }
        }
    }
}
