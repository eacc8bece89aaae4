import Domain
import HTTPTypes

/// What identifies a request: in its answer, in the lines of the log, and in what the client and the proxies before this
/// server wrote about it.
struct RequestID: Hashable, Sendable, CustomStringConvertible {
    static let header = HTTPField.Name("X-Request-Id")!
    /// The maximum length of an id that is taken over, in bytes.
    static let longest = 128

    let description: String

    /// A new one that nobody can guess.
    init() {
        let parts = [UInt64.random(in: .min ... .max), .random(in: .min ... .max)]
        description = parts.map { part in
            let digits = String(part, radix: 16)
            return String(repeating: "0", count: 16 - digits.utf8.count) + digits
        }.joined()
    }

    /// The one that the client or a proxy sent, unless it is none that can be written into a log as it is.
    init(given values: [String]) {
        guard values.count == 1, let value = values.first, (1...Self.longest).contains(value.utf8.count),
            value.utf8.allSatisfy(Self.isAllowed)
        else {
            self = RequestID()
            return
        }
        description = value
    }

    /// What UUIDs, base64, and the ids of common proxies consist of.
    private static func isAllowed(_ byte: UInt8) -> Bool {
        byte.isASCIILetterOrDigit || "-._:+/=@".utf8.contains(byte)
    }
}
