/// Why a page cannot be shown, or a form on it cannot be accepted.
package enum PageProblem: Hashable, Sendable {
    /// No page has this path.
    case noPage
    case noProject(slug: String)
    case noApplication
    case noAccount
    case noToken
    /// The page is for the server's administrators.
    case administratorsOnly
    /// Only the server's administrators create projects here.
    case projectCreatorsOnly
    /// The session ended, or belongs to another account.
    case noSession
    /// The page is for the project's admins.
    case projectAdminsOnly(project: String)
    /// The visitor signed in or out since the form was opened.
    case expiredForm
    /// The link has expired or was already used.
    case usedLink
    /// Nobody can take away their own access.
    case ownAccount
    /// The box that confirms the removal of a webhook is not checked.
}
