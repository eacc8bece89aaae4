import Domain
import Localization

/// The fields of a token to create.
enum TokenFields {
    static let name = Field<String>.text("name", 1...Token.maximumNameLength, "What the token is for.")
    static let scopes = Field<Set<Token.Scope>>(
        "scopes",
        Schema.array(of: .choice(Token.Scope.allCases.map(\.rawValue)), upTo: Token.Scope.allCases.count).described(
            "What the token can do. Default: read."),
        isNullable: true, read: readScopes)
    static let project = Field<String>.text(
        "project", 1...ProjectFields.idLength.upperBound, "Limits the token to this project.", isNullable: true)
    static let application = Field<Int>.integer(
        "application", 1...Int.max,
        "The ID of the application that the token acts as; requires an instance admin. Default: the caller's account.",
        isNullable: true)
    static let expiresAt = Field<Timestamp>(
        "expiresAt", Schema.time.described("When the token expires. Default: never."), isNullable: true
    ) { value, faults in
        guard let time = value.string.flatMap(Timestamp.init(iso8601:)) else {
            return faults.refuse("expiresAt", .notTime)
        }
        return time
    }

    static let creation = FieldTable([
        .required(name), .optional(scopes), .optional(project), .optional(application), .optional(expiresAt),
    ])

    @Sendable private static func readScopes(_ value: JSONValue, _ faults: inout [FieldFault]) -> Set<Token.Scope>? {
        let names = Token.Scope.allCases.map(\.rawValue)
        guard value.kind == .array else { return faults.refuse("scopes", .notArray(of: names)) }
        let items = value.children
        guard (1...Token.Scope.allCases.count).contains(items.count) else {
            return faults.refuse("scopes", .wrongCount(lowest: 1, highest: names.count, of: names))
        }
        let before = faults.count
        let scopes = items.enumerated().compactMap { index, item -> Token.Scope? in
            item.string.flatMap(Token.Scope.init(rawValue:))
                ?? faults.refuse("scopes[\(index)]", .notOneOf(names))
        }
        return faults.count == before ? Set(scopes) : nil
    }
}
