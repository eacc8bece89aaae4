/// What a program authenticates with. Its text is shown once and kept only as a hash.
package struct Token: Hashable, Sendable {
    package typealias ID = Int64

    package enum Scope: String, Sendable, CaseIterable {
        case read, upload, publish, admin
    }

    package var id: ID
    package var account: Account.ID
    package var name: String
    package var scopes: Set<Scope>
    /// The only project that it may be used for; nil where it is not narrowed.
    package var project: Project.Number?
    package var expiresAt: Timestamp?
    /// The token that made it, which may be no more; nil where no token did. What a token made ends with it.
    package var parent: ID?
    package var createdAt: Timestamp

    package static let maximumNameLength = 255
    /// How many an account can have for one project, and as many that are not limited to one; what expired does not count.
    package static let maximumLive = 100

    package init(
        id: ID, account: Account.ID, name: String, scopes: Set<Scope>, project: Project.Number?,
        expiresAt: Timestamp?, parent: ID?, createdAt: Timestamp
    ) {
        self.id = id
        self.account = account
        self.name = name
        self.scopes = scopes
        self.project = project
        self.expiresAt = expiresAt
        self.parent = parent
        self.createdAt = createdAt
    }
}
