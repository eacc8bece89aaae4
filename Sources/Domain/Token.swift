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
    package var createdAt: Timestamp

    package static let maximumNameLength = 255

    package init(
        id: ID, account: Account.ID, name: String, scopes: Set<Scope>, project: Project.Number?,
        expiresAt: Timestamp?, createdAt: Timestamp
    ) {
        self.id = id
        self.account = account
        self.name = name
        self.scopes = scopes
        self.project = project
        self.expiresAt = expiresAt
        self.createdAt = createdAt
    }
}
