package import Domain

/// Who may do what in a project.
package protocol MemberStore: Sendable {
    /// In the order of their accounts' ids.
    func members(of project: Project.Number, after account: Account.ID?, limit: Int) async throws -> [Member]
    func member(_ account: Account.ID, of project: Project.Number) async throws -> Member?
    /// Whether there is a project that both are members of.
    func shareProject(_ account: Account.ID, _ other: Account.ID) async throws -> Bool
    /// Makes the account of that name a member. Throws `StoreError.notFound` where nobody has the name, and
    /// `StoreError.conflict` where the account is a member already.
    func addMember(
        _ name: AccountName, role: Access.Role, in project: Project.Number, at now: Timestamp, once: Once<Member>?
    ) async throws -> Reply<Member>
}

/// What an account is known by to those who share no project with it.
package enum AccountName: Hashable, Sendable {
    /// A person's, whatever its case.
    case email(String)
    /// An application's, whatever its case.
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
