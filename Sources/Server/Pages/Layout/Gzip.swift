import Domain
import CZlib
import HTTPTypes
import Hummingbird

/// Answers as gzip, for browsers that take it.
enum Gzip {
    /// Fast, for what is made anew for each request; thorough, for what is compressed once.
    enum Effort: Int32 {
        case fast = 1
        case thorough = 9
    }

    /// Less is not worth it: it fits into one packet either way.
    static let worthwhile = 1_000

    /// Whether the request takes gzip.
    static func isTaken(by request: Request) -> Bool {
        (request.headers[.acceptEncoding] ?? "").split(byte: ",").contains { part in
            let fields = part.split(byte: ";").map(\.trimmed)
            let weight = fields.dropFirst().first { $0.hasPrefix("q=") }.flatMap { Double($0.dropFirst(2)) } ?? 1
            return fields.first?.lowercased() == "gzip" && weight > 0
        }
    }

    /// Whether a page may be compressed for this request.
    ///
    /// A page holds what a stranger may not know, its forms' key above all, beside what an address brings along, such as
    /// a filter. Compressed together, the length of the answer tells how much the one is like the other, and who can see
    /// lengths and make a browser ask again and again finds out the rest (BREACH). So only what a visitor asked for
    /// themselves is compressed: from one of our own pages, or by typing. What another site made the browser ask for is
    /// sent as it is, and so it is to browsers that do not say which of the two it was.
    static func isSafe(for request: Request) -> Bool {
        let site = request.headers[.fetchSite]
        return site == "same-origin" || site == "none"
    }

    /// Nil where zlib fails.
    static func compress(_ bytes: [UInt8], _ effort: Effort) -> [UInt8]? {
        var stream = z_stream()
        let begun = deflateInit2_(
            &stream, effort.rawValue, Z_DEFLATED, 31, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION,
            Int32(MemoryLayout<z_stream>.size))
        guard begun == Z_OK else { return nil }
        defer { deflateEnd(&stream) }
        let capacity = Int(deflateBound(&stream, UInt(bytes.count)))
        var input = bytes
        return input.withUnsafeMutableBufferPointer { source in
            let packed = [UInt8](unsafeUninitializedCapacity: capacity) { target, count in
                stream.next_in = source.baseAddress
                stream.avail_in = UInt32(source.count)
                stream.next_out = target.baseAddress
                stream.avail_out = UInt32(capacity)
                count = deflate(&stream, Z_FINISH) == Z_STREAM_END ? capacity - Int(stream.avail_out) : 0
            }
            return packed.isEmpty ? nil : packed
        }
    }
}

extension HTTPField.Name {
    static let fetchSite: HTTPField.Name = {
        guard let name = HTTPField.Name("Sec-Fetch-Site") else { preconditionFailure("no header name") }
        return name
    }()
}
