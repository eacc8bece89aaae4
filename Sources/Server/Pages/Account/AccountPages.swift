import Domain
import HTTPTypes
import Hummingbird
import Localization
import Signing
import Storage

/// The signed-in user's own account.
struct AccountPages: Sendable {
    let services: Services
    let store: any AccountStore & SessionStore

    var routes: [PageRoute] {
        [.get(services, "/account", show), .post(services, "/account/password", changePassword)]
    }

    struct View: Sendable {
        var name: String
        var email: String
        var fields: [PasswordFormView.Field]
        var faults: [FaultView]
        var hasFaults: Bool
        var refusal: String?
    }

    @Sendable private func show(_ request: PageRequest) async throws -> Response {
        page(request, try request.signedIn(), [])
    }

    @Sendable private func changePassword(_ request: PageRequest, _ form: PostedForm) async throws -> Response {
        let account = try request.signedIn()
        var faults = NewPassword.faults(password: form["password"], again: form["again"])
        switch try await verdict(on: form["now"], of: account.id) {
        case .right: break
        case .wrong: faults.insert(FieldFault(field: "now", reason: .account(.wrongPassword)), at: 0)
        case .refused(let refusal):
            let sentence = refusal.sentence(at: request.now, request.strings)
            let answer = page(request, account, [], refusal: sentence, status: .tooManyRequests)
            return request.refuse(refusal, of: account.id, answer)
        }
        guard faults.isEmpty else { return page(request, account, faults, status: .unprocessableContent) }
        let hash = try await services.passwords.hash(form["password"], for: .known(account.id))
        try await store.setPassword(hash: hash, of: account.id)
        try await store.endSessions(of: account.id, except: request.sessionHash)
        var response = Response.redirect("/account?notice=password-changed")
        try request.rememberBrowser(of: account.id, passwordHash: hash, on: &response)
        return response
    }

    /// A stolen session must not allow guessing the password either. An account without a password needs none here.
    private func verdict(on password: String, of account: Account.ID) async throws -> PasswordChecker.Verdict {
        guard let stored = try await store.passwordHash(of: account) else { return .right }
        return try await services.passwordChecker.check(
            password, against: stored, counters: [SignInGuard.counterOfChange(by: account)], by: .known(account))
    }

    /// - Parameter refusal: why the form was refused unread; nil if it was read.
    private func page(
        _ request: PageRequest, _ account: Account, _ faults: [FieldFault], refusal: String? = nil,
        status: HTTPResponse.Status = .ok
    ) -> Response {
        let strings = request.strings
        let now = PasswordFormView.Field(
            name: "now", label: strings("password-now"), type: "password", autocomplete: "current-password",
            fault: faults.text(of: "now", strings))
        let fields = [now] + NewPassword.passwordFields(strings, faults, label: "password-new")
        let labels = Dictionary(uniqueKeysWithValues: fields.map { ($0.name, $0.label) })
        let view = View(
            name: account.name, email: account.email ?? "", fields: fields,
            faults: FaultView.list(faults, labels: labels, strings), hasFaults: !faults.isEmpty, refusal: refusal)
        return request.render("account", title: strings("account"), view, status: status)
    }
}
