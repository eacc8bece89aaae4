import Domain
import Signing

extension Token {
    /// - Parameters:
    ///   - account: the account that it acts as.
    ///   - project: the slug of its only project.
    ///   - text: shown once, when the token is created.
    func write(to json: inout JSONWriter, of account: Account, project: String?, text: TokenText? = nil) {
        json.object { json in
            json.integer("id", id)
            json.string("name", name)
            json.array("scopes") { json in
                for scope in Scope.allCases where scopes.contains(scope) { json.string(nil, scope.rawValue) }
            }
            json.string("project", project)
            json.integer("application", account.kind == .application ? account.id : nil)
            json.integer("parent", parent)
            json.time("expiresAt", expiresAt)
            json.time("lastUsedAt", usedAt)
            json.time("createdAt", createdAt)
            if let text { json.string("token", text.text) }
        }
    }

    private static let fields: [Schema.Property] = [
        .always("id", .integer()), .always("name", .string()),
        .always("scopes", .array(of: .choice(Scope.allCases.map(\.rawValue)))),
        .always("project", Schema.string().orNull),
        .always("application", Schema.integer().described("The application that the token acts as.").orNull),
        .always(
            "parent",
            Schema.integer().described(
                "The token that created this one, and is revoked together with it; null if none did."
            ).orNull),
        .always("expiresAt", Schema.time.orNull),
        .always(
            "lastUsedAt",
            Schema.time.described("When it was last used, to the minute; null if it never was.").orNull),
        .always("createdAt", .time),
    ]

    static let schema = Schema.object(fields)

    static let createdSchema = Schema.object(
        fields + [.always("token", Schema.string().described("The token's text, shown only once."))])
}
