import Domain

/// The holder of a share of a budget.
enum Party: Hashable, Sendable {
    case token(Token.ID)
    /// A signed-in browser, by the hash of its cookie.
    case session([UInt8])
    case account(Account.ID)
    case address(CIDR)
}
