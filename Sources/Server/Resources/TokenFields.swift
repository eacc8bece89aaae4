import Domain

/// The fields of a token to create.
enum TokenFields {
    static let name = Field<String>.text("name", 1...Token.maximumNameLength, "What it is for.")
    static let scopes = Field<Set<Token.Scope>>(
        "scopes",
        Schema.array(of: .choice(Token.Scope.allCases.map(\.rawValue)), upTo: Token.Scope.allCases.count).described(
            "What it may do; read by default."),
        isNullable: true, read: readScopes)
    static let project = Field<String>.text(
        "project", 1...ProjectFields.idLength.upperBound, "The only project that it may be used for.", isNullable: true)
    static let application = Field<Int>.integer(
        "application", 1...Int.max,
        "The id of the application that it is to act as; takes an instance admin. The caller's own account by default.",
        isNullable: true)
    static let expiresAt = Field<Timestamp>(
        "expiresAt", Schema.time.described("When it ends; never by default."), isNullable: true
    ) { value, faults in
        guard let time = value.string.flatMap(Timestamp.init(iso8601:)) else {
            return faults.refuse("expiresAt", "must be a time such as 2026-01-31T12:00:00.000Z")
        }
        return time
    }

    static let creation = FieldTable([
        .required(name), .optional(scopes), .optional(project), .optional(application), .optional(expiresAt),
    ])

    @Sendable private static func readScopes(_ value: JSONValue, _ faults: inout [FieldFault]) -> Set<Token.Scope>? {
        let names = Token.Scope.allCases.map(\.rawValue).joined(separator: ", ")
        guard value.kind == .array else { return faults.refuse("scopes", "must be an array of \(names)") }
        let items = value.children
        guard (1...Token.Scope.allCases.count).contains(items.count) else {
            return faults.refuse("scopes", "must hold 1 to \(Token.Scope.allCases.count) of \(names)")
        }
        let before = faults.count
        let scopes = items.enumerated().compactMap { index, item -> Token.Scope? in
            item.string.flatMap(Token.Scope.init(rawValue:))
                ?? faults.refuse("scopes[\(index)]", "must be one of \(names)")
        }
        return faults.count == before ? Set(scopes) : nil
    }
}
