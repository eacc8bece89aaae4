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
        let random = (UInt64.random(in: .min ... .max), UInt64.random(in: .min ... .max))
        description = withUnsafeBytes(of: random) { bytes in
            String(unsafeUninitializedCapacity: 2 * bytes.count) { digits in
                for (index, byte) in bytes.enumerated() {
                    digits[2 * index] = Self.digits[Int(byte >> 4)]
                    digits[2 * index + 1] = Self.digits[Int(byte & 15)]
                }
                return 2 * bytes.count
            }
        }
    }

    private static let digits = Array("0123456789abcdef".utf8)

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
