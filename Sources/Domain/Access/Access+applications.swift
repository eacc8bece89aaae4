extension Access {
    /// What may be done with an application's webhooks and deliveries. Because they concern many projects, only the
    /// application itself and instance admins have access, with a token that is not limited to one project.
    /// - Parameter isItself: whether the application itself makes the request.
    package func verdictOnApplication(isItself: Bool) -> Verdict {
        guard isInstanceAdmin || isItself else { return .hidden }
        return scopes.contains(.admin) && onlyProject == nil ? .allowed : .forbidden
    }

    /// Whether the caller may create tokens that act as an application: the application itself and instance admins.
    package func mayCreateTokens(of application: Account.ID, as account: Account) -> Bool {
        mayAdministerInstance || account.kind == .application && account.id == application
    }
}
