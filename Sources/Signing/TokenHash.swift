import Crypto
import Foundation

/// The SHA-256 of a token's text. Tokens are random enough that they need no slow hash.
package struct TokenHash: Sendable, Hashable {
    /// The length of a hash in bytes.
    package static let byteCount = 32

    /// The 32 bytes that are stored and looked up.
    package let bytes: [UInt8]

    package init(of text: String) {
        bytes = Array(SHA256.hash(data: Array(text.utf8)))
    }

    /// Creates a hash from its stored bytes; nil unless there are 32.
    package init?(bytes: [UInt8]) {
        guard bytes.count == Self.byteCount else { return nil }
        self.bytes = bytes
    }

    /// Whether two hashes are equal, compared in constant time.
    package static func == (left: TokenHash, right: TokenHash) -> Bool {
        ConstantTime.equal(left.bytes, right.bytes)
    }
}
