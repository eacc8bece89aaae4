package import Domain

package protocol AccountStore: Sendable {
    func createAccount(_ new: NewAccount, at now: Timestamp) async throws -> Account
    /// Makes an administrator where there is none yet, else does nothing and answers nil. However many call it at once,
    /// on whatever nodes, it is done once.
    func createFirstAdministrator(_ new: NewAccount, at now: Timestamp) async throws -> Account?
    func account(_ id: Account.ID) async throws -> Account?
    /// Whether there is any account yet: false only before the first start is over.
    func hasAccounts() async throws -> Bool
    /// The administrator whose tokens `admin token` and the first start make.
    func firstAdministrator() async throws -> Account?
    /// Keeps the hash of a single-use sign-in link.
    func addSignInLink(hash: [UInt8], for account: Account.ID, expiresAt: Timestamp) async throws
    /// Whose link it is; nil where it was used or is over.
    func signInLink(hash: [UInt8], at now: Timestamp) async throws -> Account?
    /// Uses the link up, with all others of its account; nil where it was used or is over.
    func useSignInLink(hash: [UInt8], at now: Timestamp) async throws -> Account?
    /// Throws `StoreError.conflict(field: "email", …)` where another account has that email, whatever its case.
    func nameAccount(_ id: Account.ID, name: String, email: String?) async throws
    /// - Parameter hash: as `PasswordHash.text` writes it; nil takes the password away.
    func setPassword(hash: String?, of account: Account.ID) async throws
    func passwordHash(of account: Account.ID) async throws -> String?
    /// The person of that email, whatever its case; nil where there is none, or none with a password.
    func credentials(email: String) async throws -> Credentials?
    /// Nil where nobody has that email, whatever its case.
    func account(email: String) async throws -> Account?
    /// Newest first.
    func accounts(
        kind: Account.Kind, before id: Account.ID?, limit: Int
    ) async throws -> [AccountSummary]
    /// Throws `StoreError.conflict` where no instance admin would be left.
    func setInstanceAdmin(_ isAdmin: Bool, of account: Account.ID) async throws
    /// Ends a person's sessions and links, revokes their tokens and takes them out of every project. Throws
    /// `StoreError.conflict` where no instance admin would be left; false where it is not there.
    func removeAccount(_ id: Account.ID) async throws -> Bool
}

/// An account in a list.
package struct AccountSummary: Hashable, Sendable {
    package var account: Account
    /// Whether it was invited and has not signed in yet.
    package var isInvited: Bool

    package init(account: Account, isInvited: Bool) {
        self.account = account
        self.isInvited = isInvited
    }
}

/// What a sign-in is checked against.
package struct Credentials: Sendable {
    package var account: Account
    package var passwordHash: String

    package init(account: Account, passwordHash: String) {
        self.account = account
        self.passwordHash = passwordHash
    }
}

package struct NewAccount: Hashable, Sendable {
    package var kind: Account.Kind
    package var name: String
    package var email: String?
    package var isInstanceAdmin: Bool

    package init(kind: Account.Kind = .user, name: String, email: String? = nil, isInstanceAdmin: Bool = false) {
        self.kind = kind
        self.name = name
        self.email = email
        self.isInstanceAdmin = isInstanceAdmin
    }
}
