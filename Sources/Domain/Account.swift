/// The actor: a person or an application (a robot account).
package struct Account: Hashable, Sendable {
    package typealias ID = Int64

    package enum Kind: String, Sendable {
        case user, application
    }

    package var id: ID
    package var kind: Kind
    package var name: String
    package var email: String?
    package var isInstanceAdmin: Bool
    package var createdAt: Timestamp

    package init(
        id: ID, kind: Kind, name: String, email: String?, isInstanceAdmin: Bool, createdAt: Timestamp
    ) {
        self.id = id
        self.kind = kind
        self.name = name
        self.email = email
        self.isInstanceAdmin = isInstanceAdmin
        self.createdAt = createdAt
    }
}
