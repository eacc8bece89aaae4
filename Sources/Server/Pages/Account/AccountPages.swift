import Domain
import HTTPTypes
import Hummingbird
import Signing
import Storage

/// One's own account.
struct AccountPages: Sendable {
    let services: Services

    var routes: [PageRoute] {
        [.get(services, "/account", show), .post(services, "/account/password", changePassword)]
    }

    struct View: Sendable {
        var name: String
        var email: String
        var fields: [PasswordFormView.Field]
        var faults: [FaultView]
        var hasFaults: Bool
    }

    @Sendable private func show(_ visit: Visit) async throws -> Response {
        page(visit, try visit.signedIn(), [])
    }

    @Sendable private func changePassword(_ visit: Visit, _ form: PostedForm) async throws -> Response {
        let account = try visit.signedIn()
        var faults = NewPassword.faults(password: form["password"], again: form["again"])
        let stored = try await services.store.passwordHash(of: account.id)
        if let stored, try await !PasswordWork.matches(form["now"], stored) {
            faults.insert(FieldFault(field: "now", message: "is not your current password"), at: 0)
        }
        guard faults.isEmpty else { return page(visit, account, faults) }
        try await services.store.setPassword(hash: try await PasswordWork.hash(form["password"]), of: account.id)
        try await services.store.endSessions(of: account.id, except: visit.sessionHash)
        return .redirect("/account?notice=password-changed")
    }

    private func page(_ visit: Visit, _ account: Account, _ faults: [FieldFault]) -> Response {
        let words = visit.words
        let now = PasswordFormView.Field(
            name: "now", label: words("password-now"), type: "password", autocomplete: "current-password",
            fault: faults.first { $0.field == "now" }.map { words.fault($0.message) })
        let fields = [now] + NewPassword.passwordFields(words, faults, label: "password-new")
        let labels = Dictionary(uniqueKeysWithValues: fields.map { ($0.name, $0.label) })
        let view = View(
            name: account.name, email: account.email ?? "", fields: fields,
            faults: FaultView.list(faults, labels: labels, words), hasFaults: !faults.isEmpty)
        return visit.render(
            "account", title: words("account"), view, status: faults.isEmpty ? .ok : .unprocessableContent)
    }
}
