package import Domain

/// Who may do what in a project.
package protocol MemberStore: Sendable {
    /// Ordered by account id.
    func members(of project: Project.Number, after account: Account.ID?, limit: Int) async throws -> [Member]
    func member(_ account: Account.ID, of project: Project.Number) async throws -> Member?
    /// Whether both accounts are members of the same project.
    func shareProject(_ account: Account.ID, _ other: Account.ID) async throws -> Bool
    /// Makes the account with that name a member. Throws `StoreError.notFound` if nobody has the name, and
    /// `StoreError.conflict` if the account is a member already.
    func addMember(
        _ name: AccountName, role: Access.Role, in project: Project.Number, at now: Timestamp, once: Once<Member>?
    ) async throws -> Reply<Member>
}

/// The name that identifies an account to people who share no project with it.
package enum AccountName: Hashable, Sendable {
    /// A person's, ignoring case.
    case email(String)
    /// An application's, ignoring case.
    case application(String)
}

package struct Member: Hashable, Sendable {
    package var account: Account
    package var role: Access.Role

    package init(account: Account, role: Access.Role) {
        self.account = account
        self.role = role
    }
}
