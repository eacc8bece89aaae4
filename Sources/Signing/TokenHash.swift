import Crypto
import Foundation

/// The SHA-256 of a token's text. Tokens are random enough that no slow hash is needed to guard them.
package struct TokenHash: Sendable, Hashable {
    /// The length of a hash in bytes.
    package static let byteCount = 32

    /// The 32 bytes that are stored and looked up.
    package let bytes: [UInt8]

    package init(of text: String) {
        bytes = Array(SHA256.hash(data: Array(text.utf8)))
    }

    /// A hash as it was stored; nil where it has not 32 bytes.
    package init?(bytes: [UInt8]) {
        guard bytes.count == Self.byteCount else { return nil }
        self.bytes = bytes
    }

    /// Whether two hashes are equal, found out in constant time.
    package static func == (left: TokenHash, right: TokenHash) -> Bool {
        ConstantTime.equal(left.bytes, right.bytes)
    }
}
