package import Domain

/// Who may do what in a project.
package protocol MemberStore: Sendable {
    /// In the order of their accounts' ids.
    func members(of project: Project.Number, after account: Account.ID?, limit: Int) async throws -> [Member]
    func member(_ account: Account.ID, of project: Project.Number) async throws -> Member?
}

package struct Member: Hashable, Sendable {
    package var account: Account
    package var role: Access.Role

    package init(account: Account, role: Access.Role) {
        self.account = account
        self.role = role
    }
}
