import NIOCore

/// Distinguishes the start of a response from stray bytes, such as a late body or the end of a chunked one.
struct AnswerStart {
    enum Verdict {
        /// Nothing, or an empty line, which may come before a response.
        case open
        case answer
        case leftover
    }

    private static let expected = Array("HTTP/".utf8)
    private var matched = 0

    /// Whether a byte has arrived that may belong to a response.
    var hasBegun: Bool { matched > 0 }

    /// Takes in the next bytes.
    mutating func take(_ bytes: ByteBuffer) -> Verdict {
        for byte in bytes.readableBytesView {
            if matched == Self.expected.count { break }
            if matched == 0, byte == 13 || byte == 10 { continue }
            guard byte == Self.expected[matched] else { return .leftover }
            matched += 1
        }
        return matched == Self.expected.count ? .answer : .open
    }
}
