import Domain
import Storage

extension Member {
    func write(to json: inout JSONWriter) {
        json.object { json in
            json.integer("account", account.id)
            json.string("kind", account.kind.rawValue)
            json.string("name", account.name)
            json.string("email", account.email)
            json.string("role", role.rawValue)
        }
    }

    static let schema = Schema.object([
        .always("account", .integer().described("The account's ID.")),
        .always("kind", .choice([Account.Kind.user, .application].map(\.rawValue))), .always("name", .string()),
        .always("email", Schema.string().described("Null if the account has none.").orNull),
        .always("role", .choice(Access.Role.allCases.map(\.rawValue))),
    ])
}
