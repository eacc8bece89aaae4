import Domain

/// The party that asks for a password to be checked or hashed.
enum PasswordAsker: Hashable, Sendable {
    /// Someone who is signed in to the account, holds a link for it, or uses a browser that has signed in to it before.
    case known(Account.ID)
    /// Anyone else: their network, if known, and the counter of the account whose password they try.
    case stranger(CIDR?, [UInt8])

    var isKnown: Bool {
        switch self {
        case .known: true
        case .stranger: false
        }
    }
}
