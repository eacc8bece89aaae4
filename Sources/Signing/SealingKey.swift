import Crypto
import Foundation

/// A key that seals secrets at rest.
package struct SealingKey: Sendable, Redacted {
    /// The length of a key in bytes: AES-256.
    package static let byteCount = 32

    /// The length of a key's id in bytes.
    static let idByteCount = 4

    /// Eight hexadecimal digits that identify the key without revealing anything about it.
    package var id: String { Hex.encode(idBytes) }

    let idBytes: [UInt8]
    let key: SymmetricKey

    /// Creates a key from 32 bytes.
    package init(bytes: [UInt8]) throws(InvalidSealingKey) {
        guard bytes.count == Self.byteCount else { throw .wrongLength(bytes.count) }
        idBytes = Array(SHA256.hash(data: Array("perfsee sealing key id".utf8) + bytes).prefix(Self.idByteCount))
        key = SymmetricKey(data: bytes)
    }

    /// Creates a key from base64, as in `PERFSEE_SECRET_KEY` and the key file. Surrounding whitespace is ignored.
    package init(base64 text: String) throws(InvalidSealingKey) {
        let trimmed = text.trimmingCharacters(in: .whitespacesAndNewlines)
        guard let bytes = Base64.standard.decode(trimmed) else { throw .notBase64 }
        try self.init(bytes: bytes)
    }

    /// Generates a new key.
    package static func generate() throws(InvalidSealingKey) -> SealingKey {
        var generator = SystemRandomNumberGenerator()
        return try SealingKey(bytes: generator.bytes(byteCount))
    }

    /// The key as base64, for the key file. Anyone who knows it can open what was sealed.
    package var base64: String {
        key.withUnsafeBytes { Base64.standard.encode($0) }
    }
}

/// Why a text or bytes cannot be used as a sealing key.
package enum InvalidSealingKey: Error, Hashable {
    case notBase64
    /// The key has this many bytes.
    case wrongLength(Int)
}
