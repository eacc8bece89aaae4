import Foundation
import Signing

/// A value that is sealed at the first start: tells, before anything is sent, whether the key is still the right one.
enum KeyCheck {
    /// Its key in the table `meta`, and what it is bound to.
    static let name = "key-check"

    static func seal(_ keyring: Keyring) throws -> Data {
        Data(try keyring.seal(Array("perfsee".utf8), context: name))
    }

    /// Throws `StoreOpeningError` where the key is another one.
    static func require(_ keyring: Keyring, opens sealed: Data) throws {
        guard (try? keyring.open(Array(sealed), context: name)) == nil else { return }
        throw StoreOpeningError(
            """
            The key is not the one that this database's secrets are sealed with. Set PERFSEE_SECRET_KEY to that \
            one, or put its file back beside the database.
            """)
    }
}
