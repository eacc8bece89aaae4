/// What a caller may do: decided by its account, its token, its role, and the project or application alone.
package struct Access: Hashable, Sendable {
    package enum Role: String, Sendable, CaseIterable {
        case read, admin
    }

    package enum Verdict: Hashable, Sendable {
        case allowed
        /// The caller may know of the project or application but may not do this.
        case forbidden
        /// To the caller, the project or application does not exist.
        case hidden
    }

    package var isInstanceAdmin: Bool
    package var scopes: Set<Token.Scope>
    /// The only project the token may be used for.
    package var onlyProject: Project.Number?

    package init(isInstanceAdmin: Bool, scopes: Set<Token.Scope>, onlyProject: Project.Number?) {
        self.isInstanceAdmin = isInstanceAdmin
        self.scopes = scopes
        self.onlyProject = onlyProject
    }

    /// A visitor of the pages, who is not limited as a token is.
    /// - Parameter account: nil if the visitor is not signed in.
    package init(visitor account: Account?) {
        self.init(
            isInstanceAdmin: account?.isInstanceAdmin ?? false, scopes: Set(Token.Scope.allCases), onlyProject: nil)
    }

    /// Instance-wide actions (creating projects and applications) need an instance admin with an admin token that is
    /// not limited to one project.
    package var mayAdministerInstance: Bool {
        isInstanceAdmin && scopes.contains(.admin) && onlyProject == nil
    }
}
