/// The accounts whose ids a caller may know. The id of any other is answered as if it did not exist, or else a caller
/// could enumerate ids and read whose they are.
package enum AccountSight: Hashable, Sendable {
    case everyone
    /// Accounts that share a project with the caller's.
    case sharingProject
    case members(of: Project.Number)
}

extension Access {
    package var accountSight: AccountSight {
        if mayAdministerInstance { return .everyone }
        return onlyProject.map { .members(of: $0) } ?? .sharingProject
    }
}

extension Account {
    /// Instance admins remove accounts, but not their own: somebody else has to know about it.
    package func mayRemove(_ account: Account.ID) -> Bool { isInstanceAdmin && account != id }
}
