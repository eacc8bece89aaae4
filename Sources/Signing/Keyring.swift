import Crypto
import Foundation

/// The keys that seal secrets at rest: new values are sealed with the current key, existing ones are opened with the
/// key that their key id names.
///
/// A sealed value is one byte of version, four of key id, twelve of nonce, the ciphertext (as long as the plaintext),
/// and a sixteen-byte tag. Version, key id, and the context it was sealed for are authenticated with it (AES-256-GCM).
package struct Keyring: Sendable, Redacted {
    private static let version: UInt8 = 1
    private static let nonceByteCount = 12
    private static let tagByteCount = 16
    private static let headerByteCount = 1 + SealingKey.idByteCount

    private let keys: [SealingKey]

    /// The key used for sealing.
    package var current: SealingKey { keys[0] }

    /// - Parameter older: keys used only for opening.
    package init(current: SealingKey, older: [SealingKey] = []) {
        keys = [current] + older
    }

    /// Seals `plaintext` for one context.
    ///
    /// - Parameter context: names the place, e.g. `webhook:12:secret`. It is needed to open the value again, so that a
    ///   sealed value is useless in another row.
    package func seal(_ plaintext: [UInt8], context: String) throws -> [UInt8] {
        var generator = SystemRandomNumberGenerator()
        return try seal(plaintext, context: context, using: &generator)
    }

    /// Seals `plaintext` for one context, with a nonce from `generator`.
    package func seal(
        _ plaintext: [UInt8], context: String, using generator: inout some RandomNumberGenerator
    ) throws -> [UInt8] {
        let header = [Self.version] + current.idBytes
        let nonce = generator.bytes(Self.nonceByteCount)
        let box = try AES.GCM.seal(
            plaintext, using: current.key, nonce: AES.GCM.Nonce(data: nonce),
            authenticating: header + Array(context.utf8))
        return header + nonce + Array(box.ciphertext) + Array(box.tag)
    }

    /// The plaintext that was sealed for `context`.
    package func open(_ sealed: [UInt8], context: String) throws(UnsealingError) -> [UInt8] {
        guard sealed.count >= Self.headerByteCount + Self.nonceByteCount + Self.tagByteCount else { throw .truncated }
        guard sealed[0] == Self.version else { throw .unknownVersion(sealed[0]) }
        let header = Array(sealed.prefix(Self.headerByteCount))
        let key = try key(withID: Array(header.dropFirst()))
        do {
            let box = try AES.GCM.SealedBox(combined: sealed.dropFirst(Self.headerByteCount))
            return Array(try AES.GCM.open(box, using: key.key, authenticating: header + Array(context.utf8)))
        } catch {
            throw .tampered
        }
    }

    /// Whether `sealed` was sealed with the current key, and so need not be resealed after a change of key.
    package func isCurrent(_ sealed: [UInt8]) -> Bool {
        sealed.starts(with: [Self.version] + current.idBytes)
    }

    /// How many bytes of a sealed value are needed to identify its key.
    package static let keyedByteCount = headerByteCount

    /// The id of the key that sealed a value, given the `start` of the value.
    package static func keyID(of start: [UInt8]) -> String {
        Hex.encode(Array(start.prefix(headerByteCount).dropFirst()))
    }

    /// Whether the keyring contains the key with that id.
    package func holds(_ id: String) -> Bool {
        keys.contains { $0.id == id }
    }

    private func key(withID id: [UInt8]) throws(UnsealingError) -> SealingKey {
        guard let key = keys.first(where: { $0.idBytes == id }) else { throw .unknownKey(id: Hex.encode(id)) }
        return key
    }
}

/// Why a sealed value cannot be opened.
package enum UnsealingError: Error, Hashable {
    /// The value is too short to be a sealed value.
    case truncated
    /// The value was written by a newer Perfsee, or is not a sealed value.
    case unknownVersion(UInt8)
    /// The value was sealed with a key that is not in the keyring.
    case unknownKey(id: String)
    /// The value was modified, or sealed for another context.
    case tampered
}
