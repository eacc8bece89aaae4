import Domain

/// Who has a share of something.
enum Party: Hashable, Sendable {
    case token(Token.ID)
    /// A browser that is signed in, by the hash of its cookie.
    case session([UInt8])
    case account(Account.ID)
    case address(CIDR)
}
