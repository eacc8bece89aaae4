import Domain
import HTTPTypes
import Hummingbird
import Signing
import Storage

/// Tokens: made, listed and revoked by the account that they act as; those of applications by instance admins as well.
struct TokenResource: Sendable {
    let services: Services

    private static let list = "tokens"
    private static let parameters =
        Page.parameters + [
            QueryParameter(
                name: "application",
                schema: .integer(1...Int.max).described("Those of this application; takes an instance admin."))
        ]

    var endpoints: [Endpoint] {
        [
            .authenticated(services, .post, "/tokens", Self.createOperation, create),
            .authenticated(services, .get, "/tokens", Self.listOperation, list),
            .authenticated(services, .delete, "/tokens/{id}", Self.deleteOperation, delete),
        ]
    }

    @Sendable private func create(_ call: Call) async throws -> Response {
        var (form, key) = try await call.creation(TokenFields.creation)
        form.check(TokenFields.expiresAt) { $0 > services.now ? nil : "is past" }
        let account = try await account(of: &form, call)
        let project = try await project(of: &form, call)
        try form.validate()
        let new = try Self.newToken(form, of: account, project: project, by: call.caller.token)
        let text = TokenText.generate()
        // The answer holds the token's text, so it is never kept.
        return try await call.once(
            key, answer: { _ in nil },
            work: { once in
                try await services.store.createToken(new, hash: text.hash.bytes, at: services.now, once: once)
            },
            respond: { token in
                .json(.created) { token.write(to: &$0, of: account, project: project?.id, text: text) }
            })
    }

    /// The application that is named, or the caller's own account.
    private func account(of form: inout Form, _ call: Call) async throws -> Account {
        let own = call.caller.account
        guard let id = form[TokenFields.application].map(Int64.init) else { return own }
        if id == own.id, own.kind == .application { return own }
        try Gate(services: services, caller: call.caller).instance()
        if let application = try await services.store.application(id) { return application }
        form.refuse(TokenFields.application.name, "is the id of no application")
        return own
    }

    /// The project that is named, or the one that the caller's own token is for.
    private func project(of form: inout Form, _ call: Call) async throws -> Project? {
        guard let slug = form[TokenFields.project] else {
            guard let own = call.caller.token.project else { return nil }
            return try await services.store.project(number: own)
        }
        let gate = Gate(services: services, caller: call.caller)
        if let project = try await services.store.project(slug),
            try await gate.verdict(on: .read, in: project) != .hidden
        {
            return project
        }
        form.refuse(TokenFields.project.name, "names no project that this token may know of")
        return nil
    }

    /// No token makes one wider than itself, in what it may do or for how long.
    private static func newToken(_ form: Form, of account: Account, project: Project?, by own: Token) throws(Problem)
        -> NewToken
    {
        let scopes = form[TokenFields.scopes] ?? [.read]
        guard Token.scopes(own.scopes, cover: scopes) else {
            throw Problem(.forbidden, "A token cannot make one with scopes that it has not itself.")
        }
        let expiresAt = form[TokenFields.expiresAt] ?? own.expiresAt
        if let end = own.expiresAt, let expiresAt, expiresAt > end {
            throw Problem(.forbidden, "A token cannot make one that outlives it; this one ends at \(end.iso8601).")
        }
        return NewToken(
            account: account.id, name: form[TokenFields.name] ?? "", scopes: scopes,
            project: project?.number ?? own.project,
            expiresAt: expiresAt)
    }

    @Sendable private func list(_ call: Call) async throws -> Response {
        var query = QueryForm(Query(call.request), known: Self.parameters)
        let page = Page(&query, list: Self.list)
        let application = query.integer("application", 1...Int.max).map(Int64.init)
        try query.validate()
        let account = try await account(application, call)
        let tokens = try await services.store.tokens(
            of: account.id, before: page.after.flatMap { Int64($0) }, limit: page.fetchLimit,
            at: services.now)
        let slugs = try await slugs(of: tokens)
        return .json(
            .ok,
            page.json(tokens, list: Self.list, id: { String($0.id) }) { token, json in
                token.write(to: &json, of: account, project: token.project.flatMap { slugs[$0] })
            })
    }

    /// The caller's own where no application is named.
    private func account(_ application: Account.ID?, _ call: Call) async throws -> Account {
        guard let application else { return call.caller.account }
        return try await Gate(services: services, caller: call.caller).application(String(application))
    }

    private func slugs(of tokens: [Token]) async throws -> [Project.Number: String] {
        var slugs: [Project.Number: String] = [:]
        for number in Set(tokens.compactMap(\.project)) {
            slugs[number] = try await services.store.project(number: number)?.id
        }
        return slugs
    }

    @Sendable private func delete(_ call: Call) async throws -> Response {
        let own = call.caller.token
        guard let token = try await token(call.number("id"), call) else { throw Self.none }
        guard token.id == own.id || Self.covers(own, token) else {
            throw Problem(.forbidden, "A token cannot revoke one that may do more than itself.")
        }
        guard try await services.store.revokeToken(token.id, of: token.account, at: services.now) else {
            throw Self.none
        }
        return .noContent
    }

    /// One of the caller's own account or, for an instance admin, of an application.
    private func token(_ id: Token.ID, _ call: Call) async throws -> Token? {
        if let own = try await services.store.token(id, of: call.caller.account.id) { return own }
        guard call.caller.access.mayAdministerInstance else { return nil }
        return try await services.store.applicationToken(id)
    }

    private static func covers(_ own: Token, _ other: Token) -> Bool {
        Token.scopes(own.scopes, cover: other.scopes) && (own.project == nil || own.project == other.project)
    }

    private static let none = Problem.notFound("There is no such token of this account.")
}

extension TokenResource {
    private static let createOperation = Operation(
        id: "createToken",
        summary:
            "Makes a token of one's own account, or as an instance admin of an application; no wider than the one it "
            + "is made with.",
        body: .json(TokenFields.creation, isRequired: true),
        answers: [.json(201, "The token with its text.", .reference("CreatedToken"))], takesIdempotencyKey: true)
    private static let listOperation = Operation(
        id: "listTokens", summary: "The account's tokens that are neither revoked nor expired.", query: parameters,
        answers: [.json(200, "A page of tokens.", Page.schema(of: .reference("Token")))])
    private static let deleteOperation = Operation(
        id: "revokeToken", summary: "Revokes a token of one's own account, or as an instance admin of an application.",
        answers: [.empty("It is revoked.")])
}
