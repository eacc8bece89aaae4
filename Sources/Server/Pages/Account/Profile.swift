import Domain
import Localization

/// An account's name and email, as typed into the form that changes them.
struct Profile: Sendable {
    var name: String
    /// Empty if it has none.
    var email: String

    init(name: String, email: String) {
        self.name = name
        self.email = email
    }

    init(_ account: Account) {
        self.init(name: account.name, email: account.email ?? "")
    }

    /// What was not changed is not at fault: an administrator that was created on the server has no email yet.
    func faults(after account: Account) -> [FieldFault] {
        var faults: [FieldFault] = []
        if name != account.name, let fault = TextRule(length: 1...NewPassword.maximumNameLength).fault(in: name) {
            faults.append(FieldFault(field: "name", reason: .text(fault)))
        }
        if email != account.email ?? "", let reason = NewPassword.fault(email: email) {
            faults.append(FieldFault(field: "email", reason: reason))
        }
        return faults
    }

    func fields(_ strings: Strings, _ faults: [FieldFault]) -> [PasswordFormView.Field] {
        [
            .init(
                name: "name", label: strings("name"), type: "text", autocomplete: "name", value: name,
                fault: faults.text(of: "name", strings)),
            .init(
                name: "email", label: strings("email"), type: "email", autocomplete: "username", value: email,
                isRequired: !email.isEmpty, fault: faults.text(of: "email", strings)),
        ]
    }
}
