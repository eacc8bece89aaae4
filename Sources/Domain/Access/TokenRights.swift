/// What a token may do with the tokens of its account.
///
/// A leaked token must not outlive its revocation: only the scope admin lets it create others, and those are revoked
/// with it.
package struct TokenRights: Hashable, Sendable {
    /// A token was to expire after the one that creates it, which expires at `end`.
    package struct Outliving: Error, Hashable, Sendable {
        package var end: Timestamp

        package init(end: Timestamp) {
            self.end = end
        }
    }

    private let own: Token

    package init(of own: Token) {
        self.own = own
    }

    private var isAdmin: Bool { own.scopes.contains(.admin) }

    package var mayCreate: Bool { isAdmin }

    /// Whether it sees other tokens than itself; if it is limited to one project, only those of that project.
    package var seesOthers: Bool { isAdmin }

    /// Any token may revoke itself.
    package func mayRevoke(_ id: Token.ID) -> Bool { isAdmin || id == own.id }

    /// Whether it may revoke a token and keep those that it created. Otherwise a leaked token could create another,
    /// and delete the one that it would be revoked with.
    /// - Parameter descendants: the tokens that the revoked one created, those that they created, and so on.
    package func mayKeep(_ descendants: [Token.ID], of id: Token.ID) -> Bool {
        id != own.id && !descendants.contains(own.id)
    }

    /// When a token that it creates expires, nil if never; it expires together with this one unless told otherwise. A
    /// token never creates one with more access, be it for another project or for longer; a token that may create
    /// others has all scopes anyway.
    package func expiry(ofChild requested: Timestamp?) throws(Outliving) -> Timestamp? {
        guard let end = own.expiresAt else { return requested }
        guard let requested else { return end }
        guard requested <= end else { throw Outliving(end: end) }
        return requested
    }

    /// The only project that a token it creates may be used for; nil if that is not limited to one.
    /// - Parameter requested: a project that this token sees.
    package func project(ofChild requested: Project.Number?) -> Project.Number? { requested ?? own.project }
}

extension Token {
    package var rights: TokenRights { TokenRights(of: self) }
}
