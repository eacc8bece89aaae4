import Signing

/// The functions that hash and check passwords.
struct PasswordHasher: Sendable {
    var hash: @Sendable (_ password: String) throws -> String
    /// False if `stored` is not a hash.
    var matches: @Sendable (_ password: String, _ stored: String) throws -> Bool

    static let scrypt = PasswordHasher(
        hash: { try PasswordHash(of: $0).text },
        matches: { try PasswordHash(text: $1)?.matches($0) ?? false })
}
