import Domain
import HTTPTypes
import Hummingbird
import Localization
import Signing
import Storage

/// Tokens: created, listed and revoked by the account that they act as; those of applications by instance admins as
/// well. What one token may do with others: `TokenRights`.
struct TokenResource: Sendable {
    let services: Services
    let store: any TokenStore & ProjectStore & ApplicationStore

    private static let list = "tokens"
    private static let parameters =
        Page.parameters + [
            QueryParameter(
                name: "application",
                schema: .integer(1...Int.max).described(
                    "Lists the tokens of this application; requires an instance admin."))
        ]

    private static let descendants = "descendants"
    private static let keep = "keep"
    private static let deleteParameters = [
        QueryParameter(
            name: descendants,
            schema: .choice([keep]).described(
                "What happens to the tokens that it created: they are revoked with it unless they are kept. Neither "
                    + "the token itself nor one that it created can keep them."))
    ]

    var endpoints: [Endpoint] {
        [
            .authenticated(services, .post, "/tokens", Self.createOperation, create),
            .authenticated(services, .get, "/tokens", Self.listOperation, list),
            .authenticated(services, .delete, "/tokens/{id}", Self.deleteOperation, delete),
        ]
    }

    @Sendable private func create(_ request: APIRequest) async throws -> Response {
        guard request.caller.token.rights.mayCreate else { throw Problem.forbidden(.creatingToken) }
        var (form, key) = try await request.creation(TokenFields.creation)
        form.check(TokenFields.expiresAt) { $0 > services.now ? nil : .token(.past) }
        let account = try await account(of: &form, request)
        let project = try await project(of: &form, request)
        try form.validate()
        let new = try Self.newToken(form, of: account, project: project, by: request.caller.token)
        let text = TokenText.generate()
        // The answer holds the token's text, so it is never stored.
        return try await request.once(
            key, answer: { _ in nil },
            work: { once in
                try await store.createToken(new, hash: text.hash.bytes, at: services.now, once: once)
            },
            respond: { token in
                .json(.created) { token.write(to: &$0, of: account, project: project?.id, text: text) }
            })
    }

    /// The named application, or the caller's own account.
    private func account(of form: inout Form, _ request: APIRequest) async throws -> Account {
        let own = request.caller.account
        guard let id = form[TokenFields.application].map(Int64.init) else { return own }
        guard request.caller.access.mayCreateTokens(of: id, as: own) else { throw Problem.forbidden(.instance) }
        if let application = try await store.application(id) { return application }
        form.refuse(TokenFields.application.name, .token(.unknownApplication))
        return own
    }

    /// The named project, or the one that the caller's own token is for.
    private func project(of form: inout Form, _ request: APIRequest) async throws -> Project? {
        guard let slug = form[TokenFields.project] else {
            guard let own = request.caller.token.project else { return nil }
            return try await store.project(number: own)
        }
        if let found = try await Authorizer(services: services, caller: request.caller).sight(of: slug) {
            return found.project
        }
        form.refuse(TokenFields.project.name, .token(.unknownProject))
        return nil
    }

    private static func newToken(_ form: Form, of account: Account, project: Project?, by own: Token) throws(Problem)
        -> NewToken
    {
        do {
            return NewToken(
                account: account.id, name: form[TokenFields.name] ?? "", scopes: form[TokenFields.scopes] ?? [.read],
                project: own.rights.project(ofChild: project?.number),
                expiresAt: try own.rights.expiry(ofChild: form[TokenFields.expiresAt]), by: .token(own.id))
        } catch {
            throw .forbidden(.outlivingToken(end: error.end))
        }
    }

    @Sendable private func list(_ request: APIRequest) async throws -> Response {
        var query = QueryForm(Query(request.http), known: Self.parameters)
        let page = Page(&query, list: Self.list)
        let application = query.integer("application", 1...Int.max).map(Int64.init)
        try query.validate()
        let account = try await account(application, request)
        let tokens = try await tokens(of: account, page, seenBy: request.caller.token)
        let slugs = try await slugs(of: tokens)
        return .json(
            .ok,
            page.json(tokens, list: Self.list, id: { String($0.id) }) { token, json in
                token.write(to: &json, of: account, project: token.project.flatMap { slugs[$0] })
            })
    }

    private func tokens(of account: Account, _ page: Page, seenBy own: Token) async throws -> [Token] {
        let before = page.after.flatMap { Int64($0) }
        guard own.rights.seesOthers else { return own.id < before ?? .max ? [own] : [] }
        return try await store.tokens(
            of: account.id, in: own.project, before: before, limit: page.fetchLimit, at: services.now)
    }

    /// The caller's own account if no application is named.
    private func account(_ application: Account.ID?, _ request: APIRequest) async throws -> Account {
        guard let application else { return request.caller.account }
        return try await Authorizer(services: services, caller: request.caller).application(String(application))
    }

    private func slugs(of tokens: [Token]) async throws -> [Project.Number: String] {
        var slugs: [Project.Number: String] = [:]
        for number in Set(tokens.compactMap(\.project)) {
            slugs[number] = try await store.project(number: number)?.id
        }
        return slugs
    }

    @Sendable private func delete(_ request: APIRequest) async throws -> Response {
        let rights = request.caller.token.rights
        let id = request.number("id")
        guard rights.mayRevoke(id) else { throw Problem.forbidden(.revokingToken) }
        var query = QueryForm(Query(request.http), known: Self.deleteParameters)
        let keeps =
            query.choice(Self.descendants, [Self.keep]) { $0.utf8.elementsEqual(Self.keep.utf8) ? true : nil } ?? false
        try query.validate()
        guard let token = try await token(id, request) else { throw Self.none }
        if keeps {
            let descendants = try await store.descendants(of: token.id)
            guard rights.mayKeep(descendants, of: token.id) else { throw Problem.forbidden(.keepingDescendants) }
        }
        let revoked = try await store.revokeToken(token.id, of: token.account, keeps ? .kept : .revoked)
        guard let revoked else { throw Self.none }
        return .json { json in json.object { $0.integer("revoked", Int64(revoked)) } }
    }

    /// A token of the caller's own account or, for an instance admin, of an application.
    private func token(_ id: Token.ID, _ request: APIRequest) async throws -> Token? {
        let (account, project) = (request.caller.account.id, request.caller.token.project)
        if let own = try await store.token(id, of: account, in: project) { return own }
        guard request.caller.access.mayAdministerInstance else { return nil }
        return try await store.applicationToken(id)
    }

    private static let none = Problem.notFound(.token)
}

extension TokenResource {
    private static let createOperation = Operation(
        id: "createToken",
        summary:
            "Creates a token for your own account or, as an instance admin, for an application. It can't have more access "
            + "than the token that creates it, and is revoked with that. An account can have at most "
            + "\(Token.maximumLive) tokens for one project, and as many that are not limited to a project. Requires admin.",
        body: .json(TokenFields.creation, isRequired: true),
        answers: [.json(201, "The token, including its text.", .reference("CreatedToken"))], takesIdempotencyKey: true)
    private static let listOperation = Operation(
        id: "listTokens",
        summary:
            "Lists the account's tokens that are neither revoked nor expired. A token for one project lists those of that "
            + "project; a token without the admin scope lists only itself.",
        query: parameters,
        answers: [.json(200, "A page of tokens.", Page.schema(of: .reference("Token")))])
    private static let deleteOperation = Operation(
        id: "revokeToken",
        summary:
            "Revokes a token of your own account or, as an instance admin, of an application, and all tokens that it "
            + "created. Requires admin, or the token itself.",
        query: deleteParameters,
        answers: [
            .json(
                200, "Revoked.",
                .object([
                    .always(
                        "revoked",
                        Schema.integer().described("The number of revoked tokens: this one, and those that it created.")
                    )
                ]))
        ])
}
