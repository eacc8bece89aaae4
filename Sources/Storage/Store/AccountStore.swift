package import Domain

package protocol AccountStore: Sendable {
    func createAccount(_ new: NewAccount, at now: Timestamp) async throws -> Account
    /// Creates an administrator if there is none yet; otherwise does nothing and returns nil. However many calls arrive
    /// at once, on any nodes, one is created.
    func createFirstAdministrator(_ new: NewAccount, at now: Timestamp) async throws -> Account?
    func account(_ id: Account.ID) async throws -> Account?
    /// Whether there is any account yet: false only until the first start is complete.
    func hasAccounts() async throws -> Bool
    /// The administrator for whom `admin token` and the first start create tokens.
    func firstAdministrator() async throws -> Account?
    /// Stores the hash of a single-use sign-in link.
    func addSignInLink(hash: [UInt8], for account: Account.ID, expiresAt: Timestamp) async throws
    /// The account the link is for; nil if the link was used or has expired.
    func signInLink(hash: [UInt8], at now: Timestamp) async throws -> Account?
    /// Uses up the link and all other links of its account; nil if it was used or has expired.
    func useSignInLink(hash: [UInt8], at now: Timestamp) async throws -> Account?
    /// Throws `StoreError.conflict(.emailTaken)` if another account has that email, ignoring case.
    func nameAccount(_ id: Account.ID, name: String, email: String?) async throws
    /// - Parameter hash: as `PasswordHash.text` writes it; nil removes the password.
    func setPassword(hash: String?, of account: Account.ID) async throws
    func passwordHash(of account: Account.ID) async throws -> String?
    /// The person with that email, ignoring case; nil if there is none, or none with a password.
    func credentials(email: String) async throws -> Credentials?
    /// Nil if nobody has that email, ignoring case.
    func account(email: String) async throws -> Account?
    /// Newest first.
    func accounts(
        kind: Account.Kind, before id: Account.ID?, limit: Int
    ) async throws -> [AccountSummary]
    /// Throws `StoreError.conflict` if no instance admin would be left.
    func setInstanceAdmin(_ isAdmin: Bool, of account: Account.ID) async throws
    /// Ends a person's sessions and links, revokes their tokens, and removes them from every project. Throws
    /// `StoreError.conflict` if no instance admin would be left; returns false if there is no such account.
    func removeAccount(_ id: Account.ID) async throws -> Bool
}

/// An account as shown in a list.
package struct AccountSummary: Hashable, Sendable {
    package var account: Account
    /// Whether the person has been invited and has not signed in yet.
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
