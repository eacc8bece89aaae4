package import Foundation
package import Signing

/// A value sealed at the first start that shows, before anything is sent, whether the key is still the right one.
package enum KeyCheck {
    /// Its key in the table `meta`, and the context it is bound to.
    package static let name = "key-check"

    package static func seal(_ keyring: Keyring) throws -> Data {
        Data(try keyring.seal(Array("perfsee".utf8), context: name))
    }

    /// Throws `StoreOpeningError` if the key has changed.
    package static func require(_ keyring: Keyring, opens sealed: Data) throws {
        guard (try? keyring.open(Array(sealed), context: name)) == nil else { return }
        throw StoreOpeningError.otherKey
    }
}
