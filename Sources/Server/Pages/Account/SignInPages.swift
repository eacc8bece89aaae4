import Domain
import HTTPTypes
import Hummingbird
import Signing
import Storage

/// Signing in and out, and the links that let someone in for the first time.
struct SignInPages: Sendable {
    /// How long a session lasts without being used, in days.
    static let sessionDays = 30

    let services: Services

    var routes: [PageRoute] {
        [
            .get(services, "/sign-in", show), .post(services, "/sign-in", signIn),
            .post(services, "/sign-out", signOut),
            .get(services, "/sign-in/{code}", welcome), .post(services, "/sign-in/{code}", settle),
            .get(services, "/invite/{code}", welcome), .post(services, "/invite/{code}", settle),
        ]
    }

    struct View: Sendable {
        var email = ""
        var to = "/"
        var fault: String?
    }

    @Sendable private func show(_ visit: Visit) async throws -> Response {
        let to = LocalPath(untrusted: visit.query("to")).text
        if visit.account != nil { return .redirect(to) }
        return visit.render("sign-in", title: visit.words("sign-in"), View(to: to))
    }

    @Sendable private func signIn(_ visit: Visit, _ form: PostedForm) async throws -> Response {
        let guardian = SignInGuard(
            services: services, email: form["email"].trimmed, network: visit.origin?.network,
            browsers: visit.knownBrowsers)
        switch try await guardian.judge(form["password"]) {
        case .right(let credentials):
            return try await visit.openSession(
                for: credentials.account.id, passwordHash: credentials.passwordHash,
                to: LocalPath(untrusted: form["to"]).text)
        case .wrong:
            return page(visit, form, fault: visit.words("sign-in-refused"), status: .unprocessableContent)
        case .refused(let refusal, let account):
            let answer = page(
                visit, form, fault: refusal.sentence(at: visit.now, visit.words), status: .tooManyRequests)
            return visit.refuse(refusal, of: account, answer)
        }
    }

    private func page(
        _ visit: Visit, _ form: PostedForm, fault: String, status: HTTPResponse.Status
    ) -> Response {
        let view = View(
            email: form["email"].cut(to: NewPassword.maximumEmailLength),
            to: LocalPath(untrusted: form["to"]).text, fault: fault)
        return visit.render("sign-in", title: visit.words("sign-in"), view, status: status)
    }

    @Sendable private func signOut(_ visit: Visit, _ form: PostedForm) async throws -> Response {
        if let cookie = visit.request.cookies[Visit.sessionCookie]?.value {
            try await services.store.endSession(hash: TokenHash(of: cookie).bytes)
        }
        var response = Response.redirect("/sign-in?notice=signed-out")
        visit.set(Visit.sessionCookie, "", days: 0, on: &response)
        return response
    }

    /// The link is used up only when the form is sent, so that a mail program that looks at links does not spend it.
    @Sendable private func welcome(_ visit: Visit) async throws -> Response {
        let account = try await holder(of: visit)
        return page(visit, NewPassword(email: account.email ?? "", name: account.name))
    }

    @Sendable private func settle(_ visit: Visit, _ form: PostedForm) async throws -> Response {
        let holder = try await holder(of: visit)
        let wish = NewPassword(
            email: form["email"].trimmed, name: form["name"].trimmed, password: form["password"],
            again: form["again"])
        guard wish.faults.isEmpty else { return page(visit, wish, wish.faults) }
        do {
            try await NameGuard(services: services, asker: holder).run {
                try await services.store.nameAccount(holder.id, name: wish.name, email: wish.email)
            }
        } catch StoreError.conflict(field: "email", _) {
            return page(visit, wish, [FieldFault(field: "email", message: "belongs to another account")])
        }
        let hash = try await services.passwords.hash(wish.password, for: .known(holder.id))
        guard let account = try await services.store.useSignInLink(hash: linkHash(visit), at: services.now) else {
            throw Problem(.notFound, visit.words("link-used"))
        }
        try await services.store.setPassword(hash: hash, of: account.id)
        try await services.store.endSessions(of: account.id, except: nil)
        return try await visit.openSession(for: account.id, passwordHash: hash, to: "/")
    }

    private func holder(of visit: Visit) async throws -> Account {
        guard let account = try await services.store.signInLink(hash: linkHash(visit), at: services.now) else {
            throw Problem(.notFound, visit.words("link-used"))
        }
        return account
    }

    private func linkHash(_ visit: Visit) -> [UInt8] { TokenHash(of: visit.parameter("code")).bytes }

    private func page(_ visit: Visit, _ wish: NewPassword, _ faults: [FieldFault] = []) -> Response {
        let view = PasswordFormView(
            heading: visit.words("welcome"), lead: visit.words("welcome-lead"), action: visit.path,
            button: visit.words("create-account"), fields: wish.fields(visit.words, faults), faults: faults,
            words: visit.words)
        return visit.render(
            "set-password", title: view.heading, view, status: faults.isEmpty ? .ok : .unprocessableContent)
    }
}

extension Visit {
    /// Gives the browser a session of the account, and forgets the one before.
    /// - Parameter passwordHash: the account's, as it is stored.
    func openSession(for account: Account.ID, passwordHash: String, to path: String) async throws -> Response {
        if let old = request.cookies[Self.sessionCookie]?.value {
            try await services.store.endSession(hash: TokenHash(of: old).bytes)
        }
        let secret = Self.newSecret()
        let lifetime = Int64(SignInPages.sessionDays) * 86_400_000
        try await services.store.createSession(
            hash: TokenHash(of: secret).bytes, for: account, at: now, expiresAt: now.adding(milliseconds: lifetime))
        var response = Response.redirect(path)
        set(Self.sessionCookie, secret, days: SignInPages.sessionDays, on: &response)
        try rememberBrowser(of: account, passwordHash: passwordHash, on: &response)
        return response
    }

    /// Says in the answer, the log and the metrics that a guess at a password was refused.
    /// - Parameter account: whose password it was about, if anybody's.
    func refuse(_ refusal: PasswordJudge.Refusal, of account: Account.ID?, _ answer: Response) -> Response {
        services.signInRefusals.note(refusal, of: account, from: origin?.client, services, context.logger)
        var answer = answer
        answer.headers[.retryAfter] = String(refusal.wait(at: now))
        return answer
    }
}
