import Domain
import HTTPTypes
import Hummingbird
import Localization
import Signing
import Storage

/// Signing in and out, and the links for signing in the first time.
struct SignInPages: Sendable {
    /// How long an unused session lasts, in days.
    static let sessionLifetime: Duration = .days(30)

    let services: Services
    let store: any AccountStore & SessionStore

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
        /// Why the visitor was not signed in.
        var refusal: String?
    }

    @Sendable private func show(_ request: PageRequest) async throws -> Response {
        let to = LocalPath(untrusted: request.query("to")).text
        if request.account != nil { return .redirect(to) }
        return request.render("sign-in", title: request.strings("sign-in"), View(to: to))
    }

    @Sendable private func signIn(_ request: PageRequest, _ form: PostedForm) async throws -> Response {
        let guardian = SignInGuard(
            services: services, accounts: store, email: form["email"].trimmed, network: request.origin?.network,
            browsers: request.knownBrowsers)
        switch try await guardian.check(form["password"]) {
        case .right(let credentials):
            return try await request.openSession(
                for: credentials.account.id, passwordHash: credentials.passwordHash,
                to: LocalPath(untrusted: form["to"]).text)
        case .wrong:
            return page(request, form, refusal: request.strings("sign-in-refused"), status: .unprocessableContent)
        case .refused(let refusal, let account):
            let answer = page(
                request, form, refusal: refusal.sentence(at: request.now, request.strings), status: .tooManyRequests)
            return request.refuse(refusal, of: account, answer)
        }
    }

    private func page(
        _ request: PageRequest, _ form: PostedForm, refusal: String, status: HTTPResponse.Status
    ) -> Response {
        let view = View(
            email: form["email"].cut(to: NewPassword.maximumEmailLength),
            to: LocalPath(untrusted: form["to"]).text, refusal: refusal)
        return request.render("sign-in", title: request.strings("sign-in"), view, status: status)
    }

    @Sendable private func signOut(_ request: PageRequest, _ form: PostedForm) async throws -> Response {
        if let cookie = request.http.cookies[PageRequest.sessionCookie]?.value {
            try await store.endSession(hash: TokenHash(of: cookie).bytes)
        }
        var response = Response.redirect("/sign-in?notice=signed-out")
        request.set(PageRequest.sessionCookie, "", for: .zero, on: &response)
        return response
    }

    /// The link is used up only when the form is sent, so that a mail client that previews links does not spend it.
    @Sendable private func welcome(_ request: PageRequest) async throws -> Response {
        let account = try await holder(of: request)
        return page(request, NewPassword(email: account.email ?? "", name: account.name))
    }

    @Sendable private func settle(_ request: PageRequest, _ form: PostedForm) async throws -> Response {
        let holder = try await holder(of: request)
        let new = NewPassword(
            email: form["email"].trimmed, name: form["name"].trimmed, password: form["password"],
            again: form["again"])
        guard new.faults.isEmpty else { return page(request, new, new.faults) }
        do {
            try await NameGuard(store: services.store, time: services.time, asker: holder).run {
                try await store.nameAccount(holder.id, name: new.name, email: new.email)
            }
        } catch StoreError.conflict(.emailTaken) {
            return page(request, new, [FieldFault(field: "email", reason: .conflict(.emailTaken))])
        }
        let hash = try await services.passwords.hash(new.password, for: .known(holder.id))
        guard let account = try await store.useSignInLink(hash: linkHash(request), at: services.now) else {
            throw Problem(.notFound, .page(.usedLink))
        }
        try await store.setPassword(hash: hash, of: account.id)
        try await store.endSessions(of: account.id, except: nil)
        return try await request.openSession(for: account.id, passwordHash: hash, to: "/")
    }

    private func holder(of request: PageRequest) async throws -> Account {
        guard let account = try await store.signInLink(hash: linkHash(request), at: services.now) else {
            throw Problem(.notFound, .page(.usedLink))
        }
        return account
    }

    private func linkHash(_ request: PageRequest) -> [UInt8] { TokenHash(of: request.parameter("code")).bytes }

    private func page(_ request: PageRequest, _ new: NewPassword, _ faults: [FieldFault] = []) -> Response {
        let view = PasswordFormView(
            heading: request.strings("welcome"), lead: request.strings("welcome-lead"), action: request.path,
            button: request.strings("create-account"), fields: new.fields(request.strings, faults), faults: faults,
            strings: request.strings)
        return request.render(
            "set-password", title: view.heading, view, status: faults.isEmpty ? .ok : .unprocessableContent)
    }
}

extension PageRequest {
    /// Gives the browser a session for the account, and deletes the previous one.
    /// - Parameter passwordHash: the account's stored hash.
    func openSession(for account: Account.ID, passwordHash: String, to path: String) async throws -> Response {
        if let old = http.cookies[Self.sessionCookie]?.value {
            try await services.store.endSession(hash: TokenHash(of: old).bytes)
        }
        let secret = Self.newSecret()
        try await services.store.createSession(
            hash: TokenHash(of: secret).bytes, for: account, from: sessionOrigin, at: now,
            expiresAt: now + SignInPages.sessionLifetime)
        var response = Response.redirect(path)
        set(Self.sessionCookie, secret, for: SignInPages.sessionLifetime, on: &response)
        try rememberBrowser(of: account, passwordHash: passwordHash, on: &response)
        return response
    }

    private var sessionOrigin: SessionOrigin {
        let browser = http.headers[.userAgent].map { $0.cut(to: SessionOrigin.maximumBrowserLength) }
        return SessionOrigin(address: origin?.client.description, browser: browser)
    }

    /// Reports in the answer, the log and the metrics that a password guess was refused.
    /// - Parameter account: the account that was guessed at, if it exists.
    func refuse(_ refusal: GuessRefusal, of account: Account.ID?, _ answer: Response) -> Response {
        services.signInRefusals.note(refusal, of: account, from: origin?.client, context.logger)
        var answer = answer
        answer.headers[.retryAfter] = String(refusal.wait(at: now).wholeSeconds)
        return answer
    }
}
