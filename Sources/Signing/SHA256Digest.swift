import Crypto

/// An incremental SHA-256.
package struct SHA256Digest: Sendable {
    private var hash = SHA256()

    package init() {}

    package mutating func update(_ bytes: [UInt8]) {
        bytes.withUnsafeBytes { hash.update(bufferPointer: $0) }
    }

    /// The 32-byte digest of everything added so far.
    package var bytes: [UInt8] { Array(hash.finalize()) }

    package static func of(_ bytes: [UInt8]) -> [UInt8] {
        var digest = SHA256Digest()
        digest.update(bytes)
        return digest.bytes
    }
}
