import Domain
import HTTPTypes
import Hummingbird
import Localization
import Signing
import Storage

/// The signed-in user's own account: what it is called, how it signs in, and where it is signed in.
struct AccountPages: Sendable {
    /// The field of the current password, in the form that changes the email.
    private static let confirmation = "confirm-password"

    let services: Services
    let store: any AccountStore & SessionStore

    var routes: [PageRoute] {
        [
            .get(services, "/account", show), .post(services, "/account/profile", changeProfile),
            .post(services, "/account/password", changePassword),
            .post(services, "/account/sessions", endOtherSessions),
            .post(services, "/account/sessions/{session}", endSession),
        ]
    }

    struct View: Sendable {
        var profile: [PasswordFormView.Field]
        var password: [PasswordFormView.Field]
        var sessions: [SessionView]
        var hasOtherSessions: Bool
        var faults: [FaultView]
        var hasFaults: Bool
        var refusal: String?
    }

    @Sendable private func show(_ request: PageRequest) async throws -> Response {
        let account = try request.signedIn()
        return try await page(request, Profile(account), [])
    }

    @Sendable private func changeProfile(_ request: PageRequest, _ form: PostedForm) async throws -> Response {
        let account = try request.signedIn()
        let profile = Profile(name: form["name"].trimmed, email: form["email"].trimmed)
        let faults = profile.faults(after: account)
        guard faults.isEmpty else { return try await page(request, profile, faults) }
        // Whoever can change the email can lock its owner out, so a session that was left open is not enough for it.
        if profile.email != account.email ?? "" {
            switch try await verdict(on: form[Self.confirmation], of: account.id) {
            case .right: break
            case .wrong:
                let fault = FieldFault(field: Self.confirmation, reason: .account(.wrongPassword))
                return try await page(request, profile, [fault])
            case .refused(let refusal): return try await self.refuse(request, refusal, of: account, profile)
            }
        }
        do {
            try await NameGuard(store: services.store, time: services.time, asker: account).run {
                try await store.nameAccount(
                    account.id, name: profile.name, email: profile.email.isEmpty ? nil : profile.email)
            }
        } catch StoreError.conflict(.emailTaken) {
            let fault = FieldFault(field: "email", reason: .conflict(.emailTaken))
            return try await page(request, profile, [fault])
        }
        return .redirect("/account?notice=profile-saved")
    }

    @Sendable private func changePassword(_ request: PageRequest, _ form: PostedForm) async throws -> Response {
        let account = try request.signedIn()
        let profile = Profile(account)
        var faults = NewPassword.faults(password: form["password"], again: form["again"])
        switch try await verdict(on: form["now"], of: account.id) {
        case .right: break
        case .wrong: faults.insert(FieldFault(field: "now", reason: .account(.wrongPassword)), at: 0)
        case .refused(let refusal): return try await refuse(request, refusal, of: account, profile, faults)
        }
        guard faults.isEmpty else { return try await page(request, profile, faults) }
        let hash = try await services.passwords.hash(form["password"], for: .known(account.id))
        try await store.setPassword(hash: hash, of: account.id)
        try await store.endSessions(of: account.id, except: request.sessionHash)
        var response = Response.redirect("/account?notice=password-changed")
        try request.rememberBrowser(of: account.id, passwordHash: hash, on: &response)
        return response
    }

    @Sendable private func endOtherSessions(_ request: PageRequest, _ form: PostedForm) async throws -> Response {
        let account = try request.signedIn()
        try await store.endSessions(of: account.id, except: request.sessionHash)
        return .redirect("/account?notice=sessions-ended")
    }

    @Sendable private func endSession(_ request: PageRequest, _ form: PostedForm) async throws -> Response {
        let account = try request.signedIn()
        guard let hash = Hex.decode(request.parameter("session")),
            try await store.endSession(hash: hash, of: account.id)
        else { throw Problem(.notFound, .page(.noSession)) }
        return .redirect("/account?notice=session-ended")
    }

    /// A stolen session must not allow guessing the password either. An account without a password needs none here.
    private func verdict(on password: String, of account: Account.ID) async throws -> PasswordChecker.Verdict {
        guard let stored = try await store.passwordHash(of: account) else { return .right }
        return try await services.passwordChecker.check(
            password, against: stored, counters: [SignInGuard.counterOfChange(by: account)], by: .known(account))
    }

    private func refuse(
        _ request: PageRequest, _ refusal: GuessRefusal, of account: Account, _ profile: Profile,
        _ faults: [FieldFault] = []
    ) async throws -> Response {
        let sentence = refusal.sentence(at: request.now, request.strings)
        let answer = try await page(request, profile, faults, refusal: sentence)
        return request.refuse(refusal, of: account.id, answer)
    }

    /// - Parameter refusal: why the form was refused unread; nil if it was read.
    private func page(
        _ request: PageRequest, _ profile: Profile, _ faults: [FieldFault], refusal: String? = nil
    ) async throws -> Response {
        let strings = request.strings
        let account = try request.signedIn()
        let hasPassword = try await store.passwordHash(of: account.id) != nil
        let fields = profile.fields(strings, faults) + (hasPassword ? [Self.confirmationField(strings, faults)] : [])
        let now = PasswordFormView.Field(
            name: "now", label: strings("password-now"), type: "password", autocomplete: "current-password",
            fault: faults.text(of: "now", strings))
        let passwords = (hasPassword ? [now] : []) + NewPassword.passwordFields(strings, faults, label: "password-new")
        let labels = Dictionary(uniqueKeysWithValues: (fields + passwords).map { ($0.name, $0.label) })
        let sessions = try await store.sessions(of: account.id, limit: SessionView.shown, at: request.now)
        let view = View(
            profile: fields, password: passwords, sessions: sessions.map { SessionView($0, request) },
            hasOtherSessions: sessions.contains { $0.hash != request.sessionHash },
            faults: FaultView.list(faults, labels: labels, strings), hasFaults: !faults.isEmpty, refusal: refusal)
        let status: HTTPResponse.Status =
            refusal != nil ? .tooManyRequests : faults.isEmpty ? .ok : .unprocessableContent
        return request.render("account", title: strings("account"), view, status: status)
    }

    private static func confirmationField(_ strings: Strings, _ faults: [FieldFault]) -> PasswordFormView.Field {
        PasswordFormView.Field(
            name: confirmation, label: strings("password-now"), type: "password", autocomplete: "current-password",
            isRequired: false, hint: strings("password-for-email"), fault: faults.text(of: confirmation, strings))
    }
}
