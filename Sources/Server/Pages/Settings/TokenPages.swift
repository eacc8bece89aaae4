import Domain
import HTTPTypes
import Hummingbird
import Localization
import Signing
import Storage

/// Settings -> Tokens: the tokens of programs that use this project, and those that act as an application.
struct TokenPages: Sendable {
    /// How many tokens one page shows.
    static let pageSize = 200
    /// The lifetimes that a token may be given, in days; the empty choice means no expiry.
    static let lifetimes = [30, 90, 365]

    /// What a CI job needs: it uploads, and waits for the result.
    private static let forUploads = PostedForm([("scopes", "upload"), ("scopes", "read")])
    /// What an application needs to manage its webhooks.
    private static let forWebhooks = PostedForm([("scopes", "admin")])

    let services: Services
    let store: any TokenStore
    let kind: OwnerKind

    var routes: [PageRoute] {
        let list = "\(kind.settings)/tokens"
        return [
            .get(services, list, show), .post(services, list, create),
            .get(services, "\(list)/{id}/revoke", askToRevoke), .post(services, "\(list)/{id}/revoke", revoke),
        ]
    }

    private var untouched: PostedForm {
        switch kind {
        case .project: Self.forUploads
        case .application: Self.forWebhooks
        }
    }

    struct View: Sendable {
        struct Row: Sendable {
            var name: String
            var owner: String
            var scopes: String
            var created: String
            /// Nil if it was never used.
            var used: MomentView?
            var expires: String
            var action: String
        }

        struct Scope: Sendable {
            var name: String
            var about: String
            var isChecked: Bool
        }

        struct Lifetime: Sendable {
            var days: String
            var name: String
            var isChosen: Bool
        }

        var action: String
        var rows: [Row]
        var hasRows: Bool
        /// The text of a token that was just created: shown once.
        var made: String?
        /// The command to use it with.
        var example: String
        /// The server's URL, as the command line takes it.
        var serverURL: String
        var lead: String
        var empty: SentenceView
        var name: String
        var nameFault: String?
        var scopes: [Scope]
        var scopesFault: String?
        var lifetimes: [Lifetime]
        var faults: [FaultView]
        var hasFaults: Bool
    }

    @Sendable private func show(_ request: PageRequest) async throws -> Response {
        let (request, owner) = try await request.owner(kind)
        return try await page(request, owner, untouched)
    }

    @Sendable private func create(_ request: PageRequest, _ form: PostedForm) async throws -> Response {
        let (request, owner) = try await request.owner(kind)
        let account = try request.signedIn()
        let scopes = Set(form.all("scopes").compactMap(Token.Scope.init(rawValue:)))
        var faults: [FieldFault] = []
        if let fault = TextRule(length: 1...Token.maximumNameLength).fault(in: form["name"]) {
            faults.append(FieldFault(field: "name", reason: .text(fault)))
        }
        if scopes.isEmpty { faults.append(FieldFault(field: "scopes", reason: .token(.noScope))) }
        guard faults.isEmpty else { return try await page(request, owner, form, faults: faults) }
        let days = Self.lifetimes.first { String($0) == form["days"] }
        let text = TokenText.generate()
        let new = NewToken(
            account: owner.key.tokenActor(for: account.id), name: form["name"], scopes: scopes,
            project: owner.key.onlyProjectOfTokens,
            expiresAt: days.map { services.now + .days($0) })
        do {
            _ = try await store.createToken(new, hash: text.hash.bytes, at: services.now, once: nil)
        } catch StoreError.limit(let limit) {
            return try await page(request, owner, form, faults: [FieldFault(field: "name", reason: .limit(limit))])
        }
        return try request.redirect(to: owner.tokensPath, showing: Flash(text.text))
    }

    @Sendable private func askToRevoke(_ request: PageRequest) async throws -> Response {
        let (request, owner) = try await request.owner(kind)
        guard let token = try await tokens(of: owner).first(where: { $0.token.id == request.number("id") }) else {
            throw Problem(.notFound, .page(.noToken))
        }
        let values = [
            "name": token.token.name, "owner": token.owner, "scopes": Self.scopes(token.token, request.strings),
        ]
        let made = try await store.descendants(of: token.token.id).count
        let losses = [
            request.strings("confirm-revoke-lead", values),
            made > 0 ? request.strings.counted("confirm-revoke-made", made) : nil,
            request.strings("confirm-revoke-loss"),
        ]
        let view = ConfirmView(
            heading: request.strings("confirm-revoke", values), losses: losses.compactMap(\.self),
            action: request.path, button: request.strings("revoke"), back: owner.tokensPath)
        return request.render("confirm", title: view.heading, current: "tokens", view)
    }

    @Sendable private func revoke(_ request: PageRequest, _ form: PostedForm) async throws -> Response {
        let (request, owner) = try await request.owner(kind)
        guard form.isConfirmed else { return .redirect(request.path) }
        guard try await revokeToken(request.number("id"), owner) != nil else {
            throw Problem(.notFound, .page(.noToken))
        }
        return .redirect("\(owner.tokensPath)?notice=token-revoked")
    }

    private static func scopes(_ token: Token, _ strings: Strings) -> String {
        let names = Token.Scope.allCases.filter(token.scopes.contains).map(\.rawValue)
        return names.joined(separator: strings("list-separator"))
    }

    private func page(
        _ request: PageRequest, _ owner: Owner, _ form: PostedForm, faults: [FieldFault] = []
    ) async throws -> Response {
        let strings = request.strings
        let action = owner.tokensPath
        let tokens = try await tokens(of: owner)
        let labels = ["name": strings("name"), "scopes": strings("token-scopes")]
        let view = View(
            action: action, rows: tokens.map { row($0, action, request) }, hasRows: !tokens.isEmpty,
            made: request.flash?.text,
            example: owner.tokenExample, serverURL: services.configuration.publicURL,
            lead: strings("tokens-lead-\(owner.noun)"),
            empty: SentenceView(strings("tokens-empty-\(owner.noun)")), name: form["name"],
            nameFault: faults.text(of: "name", strings),
            scopes: Token.Scope.allCases.map { scope in
                View.Scope(
                    name: scope.rawValue, about: strings("scope-\(scope.rawValue)"),
                    isChecked: form.all("scopes").contains(scope.rawValue))
            }, scopesFault: faults.text(of: "scopes", strings), lifetimes: lifetimes(form["days"], strings),
            faults: FaultView.list(faults, labels: labels, strings), hasFaults: !faults.isEmpty)
        return request.render(
            "tokens", title: strings("navigation-tokens"), current: "tokens", view,
            status: faults.isEmpty ? .ok : .unprocessableContent)
    }

    private func tokens(of owner: Owner) async throws -> [OwnedToken] {
        switch owner {
        case .project(let project):
            return try await store.tokens(in: project.number, before: nil, limit: Self.pageSize, at: services.now)
        case .application(let account):
            let tokens = try await store.tokens(
                of: account.id, in: nil, before: nil, limit: Self.pageSize, at: services.now)
            return tokens.map { OwnedToken(token: $0, owner: account.name) }
        }
    }

    private func revokeToken(_ id: Token.ID, _ owner: Owner) async throws -> Int? {
        switch owner {
        case .project(let project): try await store.revokeToken(id, in: project.number)
        case .application(let account): try await store.revokeToken(id, of: account.id, .revoked)
        }
    }

    private func row(_ token: OwnedToken, _ action: String, _ request: PageRequest) -> View.Row {
        let strings = request.strings
        return View.Row(
            name: token.token.name, owner: token.owner,
            scopes: Self.scopes(token.token, strings),
            created: String(token.token.createdAt.iso8601.prefix(10)),
            used: token.token.usedAt.map { MomentView($0, now: request.now, strings) },
            expires: token.token.expiresAt.map { String($0.iso8601.prefix(10)) } ?? strings("never"),
            action: "\(action)/\(token.token.id)/revoke")
    }

    private func lifetimes(_ chosen: String, _ strings: Strings) -> [View.Lifetime] {
        [View.Lifetime(days: "", name: strings("never"), isChosen: chosen.isEmpty)]
            + Self.lifetimes.map {
                View.Lifetime(
                    days: String($0), name: strings("after-days", ["days": String($0)]), isChosen: String($0) == chosen)
            }
    }
}

extension Owner {
    /// What follows the token in the example command.
    fileprivate var tokenExample: String {
        switch self {
        case .project(let project): "perfsee upload dist --project \(project.id)"
        case .application: "perfsee deliveries PROJECT"
        }
    }
}
