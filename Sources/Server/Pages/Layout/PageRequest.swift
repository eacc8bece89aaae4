import Domain
import Foundation
import HTTPTypes
import Hummingbird
import Signing
import Storage

/// A request for a page, by whoever it is.
struct PageRequest: Sendable {
    /// The cookie of those who are signed in.
    static let sessionCookie = "perfsee_session"
    /// The cookie of those who are not, so that their forms have a key as well.
    static let visitorCookie = "perfsee_visitor"

    let services: Services
    let http: Request
    let context: APIContext
    /// Nil for those who are not signed in.
    let session: Session?
    let strings: Strings
    let formKey: FormKey
    /// What the switcher of the bar offers.
    var projects: [Project] = []
    private let newVisitor: String?

    init(_ services: Services, _ http: Request, _ context: APIContext) async throws {
        self.services = services
        self.http = http
        self.context = context
        strings = Strings.of(Language(of: http))
        let cookie = http.cookies[Self.sessionCookie]?.value
        session = try await Self.session(cookie, services)
        if let session { try context.caller?.prove(session.account.id) }
        if session != nil, let cookie {
            newVisitor = nil
            formKey = FormKey(of: cookie)
        } else if let visitor = http.cookies[Self.visitorCookie]?.value, !visitor.isEmpty {
            newVisitor = nil
            formKey = FormKey(of: visitor)
        } else {
            let visitor = Self.newSecret()
            newVisitor = visitor
            formKey = FormKey(of: visitor)
        }
    }

    var account: Account? { session?.account }
    /// Where it comes from; nil where nobody is connected.
    var origin: RequestOrigin? {
        RequestOrigin(http, context, trusted: services.configuration.trustedProxies)
    }
    var now: Timestamp { services.now }
    var path: String { http.uri.path }

    /// What is kept of the session's cookie.
    var sessionHash: [UInt8]? {
        session == nil ? nil : (http.cookies[Self.sessionCookie]?.value).map { TokenHash(of: $0).bytes }
    }

    /// A part of the path; empty where the template has none of that name.
    func parameter(_ name: String) -> String { context.parameter(name) }

    /// A part of the path that counts something; 0, which nothing has as its id, where it is no such number.
    func number(_ name: String) -> Int64 { APIRequest.number(parameter(name)) }

    /// A parameter of the query as text; empty where there is none.
    func query(_ name: String) -> String {
        Query(http).parameters.first { $0.name == name }?.value ?? ""
    }

    /// Whoever is signed in; sends others to the sign-in page and back here afterwards.
    func signedIn() throws -> Account {
        guard let account else {
            throw Redirect("/sign-in?to=\(LocalPath(http).encoded)")
        }
        return account
    }

    func instanceAdmin() throws -> Account {
        let account = try signedIn()
        guard account.isInstanceAdmin else { throw Problem(.forbidden, strings("forbidden-instance")) }
        return account
    }

    /// The project of the path, if the visitor may do in it what the page needs. Throws as `Authorizer` does; a visitor who
    /// is not signed in is sent to the sign-in page instead.
    func project(for need: Access.Need) async throws -> ProjectPageRequest {
        let slug = parameter("project")
        let access = Access(
            isInstanceAdmin: account?.isInstanceAdmin ?? false, scopes: Set(Token.Scope.allCases), onlyProject: nil)
        let found = try await services.store.project(slug, visibleTo: account?.id ?? Self.nobody, with: access)
        guard let found else { throw try missing(slug) }
        let project = found.project
        switch access.verdict(on: need, in: project, role: found.role) {
        case .allowed:
            let isAdmin = access.isInstanceAdmin || found.role == .admin
            let position = isAdmin ? services.store.position(in: .project(project.number)) : nil
            return ProjectPageRequest(request: self, project: project, isAdmin: isAdmin, position: position)
        case .hidden: throw try missing(slug)
        case .forbidden:
            _ = try signedIn()
            throw Problem(.forbidden, strings("forbidden-project", ["project": project.id]))
        }
    }

    private func missing(_ slug: String) throws -> any Error {
        _ = try signedIn()
        return Problem.notFound(strings("no-project", ["project": slug.cut(to: 100)]))
    }

    /// Throws a 403 where the form does not carry this visitor's key.
    func checkKey(of form: PostedForm) throws {
        guard formKey.matches(form[PostedForm.keyName]) else { throw Problem(.forbidden, strings("form-expired")) }
    }

    /// The language that the address asks to switch to.
    var chosenLanguage: Language? { Language(rawValue: query("language")) }

    func remember(_ language: Language) -> Response {
        var response = Response.redirect(LocalPath(http).without("language"))
        set(Language.cookie, language.rawValue, days: 365, on: &response)
        return response
    }

    /// Sets what every page's answer carries.
    func finish(_ response: inout Response) {
        if let newVisitor { set(Self.visitorCookie, newVisitor, days: 1, on: &response) }
        if response.status == .ok { forgetFlash(on: &response) }
        for (name, value) in PageHeaders.all where response.headers[name] == nil { response.headers[name] = value }
    }

    /// Gives the browser a cookie that no script can read, and that goes over TLS alone where the visitor has come so; an
    /// empty value with 0 days takes it away.
    func set(_ name: String, _ value: String, days: Int, on response: inout Response) {
        response.setCookie(
            Cookie(
                name: name, value: value, maxAge: days * 86_400, path: "/",
                secure: isSecure, httpOnly: true, sameSite: .lax))
    }

    /// Whether cookies are for connections with TLS alone.
    var isSecure: Bool {
        services.configuration.publicURL.lowercased().hasPrefix("https:") || origin?.isSecure == true
    }

    /// 32 random bytes in base64url.
    static func newSecret() -> String {
        var generator = SystemRandomNumberGenerator()
        return Base64.url.encode((0..<32).map { _ in UInt8.random(in: .min ... .max, using: &generator) })
    }

    private static func session(_ cookie: String?, _ services: Services) async throws -> Session? {
        guard let cookie, !cookie.isEmpty, cookie.utf8.count <= 100 else { return nil }
        return try await services.store.session(hash: TokenHash(of: cookie).bytes, at: services.now)
    }
}

/// A request to a page of a project.
struct ProjectPageRequest: Sendable {
    let request: PageRequest
    let project: Project
    /// Whether the visitor sees settings, deliveries and all that only admins may.
    let isAdmin: Bool
    /// The latest change before anything was read for the page; nil for those who may not hear of changes.
    let position: String?

    var services: Services { request.services }
    var strings: Strings { request.strings }
}
