import Crypto
import Foundation

/// HMAC-SHA256 with one key, prepared for repeated use: the two key blocks are hashed once, and every code starts from
/// a copy of that state.
struct KeyedHMAC: Sendable {
    /// The length of a code in bytes.
    static let byteCount = SHA256.byteCount

    private let keyed: HMAC<SHA256>

    init(key: [UInt8]) {
        keyed = HMAC(key: SymmetricKey(data: key))
    }

    /// Passes the code of `prefix` followed by `body` to `use`. Neither is copied.
    func withCode<Result>(
        prefix: [UInt8] = [], body: UnsafeRawBufferPointer, _ use: (UnsafeRawBufferPointer) -> Result
    ) -> Result {
        var running = keyed
        if !prefix.isEmpty { running.update(data: prefix) }
        running.update(data: body)
        return running.finalize().withUnsafeBytes(use)
    }
}
