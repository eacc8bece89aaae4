import Domain

/// The fields of an application.
enum ApplicationFields {
    static let name = Field<String>.text(
        "name", 1...Account.maximumNameLength, "What it is called; no other application has the same name.",
        check: faultOfName)

    static let creation = FieldTable([.required(name)])

    /// When an application is looked up by name or id, a text of digits only is an id.
    @Sendable static func faultOfName(_ text: String) -> String? {
        guard text.trimmed == text else { return "must not begin or end with a space" }
        return text.allSatisfy(\.isNumber) ? "must not be digits alone" : nil
    }
}
