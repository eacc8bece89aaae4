/// A credential for programs. Its text is shown once and kept only as a hash.
package struct Token: Hashable, Sendable {
    package typealias ID = Int64

    package enum Scope: String, Sendable, CaseIterable {
        case read, upload, publish, admin
    }

    package var id: ID
    package var account: Account.ID
    package var name: String
    package var scopes: Set<Scope>
    /// The only project the token may be used for; nil if it is not limited to one.
    package var project: Project.Number?
    package var expiresAt: Timestamp?
    /// The token that created this one, which may no longer exist; nil if none did. The tokens that a token created end
    /// with it.
    package var parent: ID?
    package var createdAt: Timestamp
    /// When it was last used, to the minute; nil if it never was, or if that is not recorded yet.
    package var usedAt: Timestamp?

    package static let maximumNameLength = 255
    /// How many unexpired tokens an account may have for one project, and how many that are not limited to one.
    package static let maximumLive = 100

    package init(
        id: ID, account: Account.ID, name: String, scopes: Set<Scope>, project: Project.Number?,
        expiresAt: Timestamp?, parent: ID?, createdAt: Timestamp, usedAt: Timestamp? = nil
    ) {
        self.id = id
        self.account = account
        self.name = name
        self.scopes = scopes
        self.project = project
        self.expiresAt = expiresAt
        self.parent = parent
        self.createdAt = createdAt
        self.usedAt = usedAt
    }
}
