/// A form that sets a password.
struct PasswordFormView: Sendable {
    struct Field: Sendable {
        var name: String
        var label: String
        var type: String
        var autocomplete: String
        var value = ""
        var isRequired = true
        var hint: String?
        var fault: String?
    }

    var heading: String
    var lead: String
    var action: String
    var button: String
    var fields: [Field]
    var faults: [FaultView]
    var hasFaults: Bool

    init(
        heading: String, lead: String, action: String, button: String, fields: [Field], faults: [FieldFault],
        strings: Strings
    ) {
        self.heading = heading
        self.lead = lead
        self.action = action
        self.button = button
        self.fields = fields
        let labels = Dictionary(uniqueKeysWithValues: fields.map { ($0.name, $0.label) })
        self.faults = FaultView.list(faults, labels: labels, strings)
        hasFaults = !faults.isEmpty
    }
}

extension FaultView {
    /// - Parameter labels: each field's label on the page.
    static func list(_ faults: [FieldFault], labels: [String: String], _ strings: Strings) -> [FaultView] {
        faults.map { FaultView($0, label: labels[$0.field] ?? $0.field, strings) }
    }
}

extension NewPassword {
    func fields(_ strings: Strings, _ faults: [FieldFault]) -> [PasswordFormView.Field] {
        [
            .init(
                name: "name", label: strings("name"), type: "text", autocomplete: "name", value: name,
                fault: faults.text(of: "name", strings)),
            .init(
                name: "email", label: strings("email"), type: "email", autocomplete: "username", value: email,
                fault: faults.text(of: "email", strings)),
        ] + Self.passwordFields(strings, faults, label: "password")
    }

    static func passwordFields(_ strings: Strings, _ faults: [FieldFault], label: String) -> [PasswordFormView.Field] {
        [
            .init(
                name: "password", label: strings(label), type: "password", autocomplete: "new-password",
                hint: strings("password-hint"), fault: faults.text(of: "password", strings)),
            .init(
                name: "again", label: strings("password-again"), type: "password", autocomplete: "new-password",
                fault: faults.text(of: "again", strings)),
        ]
    }
}
