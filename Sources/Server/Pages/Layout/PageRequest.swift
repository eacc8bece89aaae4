import Domain
import Foundation
import HTTPTypes
import Hummingbird
import Localization
import Signing
import Storage

/// A request for a page, from any visitor.
struct PageRequest: Sendable {
    /// The cookie of signed-in visitors.
    static let sessionCookie = "perfsee_session"
    /// The cookie of visitors who are not signed in, so that their forms have a key as well.
    static let visitorCookie = "perfsee_visitor"

    let services: Services
    private(set) var http: Request
    let context: APIContext
    /// Nil for visitors who are not signed in.
    let session: Session?
    let strings: Strings
    let formKey: FormKey
    /// The projects that the switcher in the top bar offers.
    var projects: [Project] = []
    /// The project or application that the page is of, for its navigation; nil for all other pages, and until it is
    /// certain that the visitor may see the page.
    private(set) var owner: Owner?
    /// Whether the visitor sees settings, deliveries and everything else that only admins of the owner may see.
    private(set) var isAdmin = false
    /// The owner's latest change before anything was read for the page; nil for visitors who may not receive changes.
    private(set) var position: String?
    private let newVisitor: String?

    init(_ services: Services, _ http: Request, _ context: APIContext) async throws {
        self.services = services
        self.http = http
        self.context = context
        strings = Strings.of(Language(of: http))
        let cookie = http.cookies[Self.sessionCookie]?.value
        session = try await Self.session(cookie, services)
        if let session { try context.caller?.prove(session.account.id) }
        if let session, let cookie {
            let origin = RequestOrigin(http, context, trusted: services.configuration.trustedProxies)
            services.uses.note(
                session, hash: TokenHash(of: cookie).bytes, from: origin?.client.description, at: services.now)
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

    /// The same request, for a page of a project or an application that the visitor may see.
    func forPage(of owner: Owner, isAdmin: Bool) -> PageRequest {
        var request = self
        request.owner = owner
        request.isAdmin = isAdmin
        request.position = isAdmin ? services.store.position(in: owner.key) : nil
        return request
    }

    /// The same request, as if it had been made at the path where its page is best found.
    func at(_ path: String) -> PageRequest {
        var request = self
        var head = http.head
        head.path = path
        request.http = Request(head: head, body: http.body)
        return request
    }

    var account: Account? { session?.account }
    var access: Access { Access(visitor: account) }
    /// Where the request comes from; nil without a connection.
    var origin: RequestOrigin? {
        RequestOrigin(http, context, trusted: services.configuration.trustedProxies)
    }
    var now: Timestamp { services.now }
    var path: String { http.uri.path }

    /// The stored hash of the session's cookie.
    var sessionHash: [UInt8]? {
        session == nil ? nil : (http.cookies[Self.sessionCookie]?.value).map { TokenHash(of: $0).bytes }
    }

    /// A part of the path; empty if the template has no parameter of that name.
    func parameter(_ name: String) -> String { context.parameter(name) }

    /// A numeric part of the path; 0, which is never an id, if it is not a valid number.
    func number(_ name: String) -> Int64 { APIRequest.number(parameter(name)) }

    /// A query parameter as text; empty if there is none.
    func query(_ name: String) -> String {
        Query(http).parameters.first { $0.name == name }?.value ?? ""
    }

    /// The signed-in account; sends other visitors to the sign-in page and back here afterward.
    func signedIn() throws -> Account {
        guard let account else {
            throw Redirect("/sign-in?to=\(LocalPath(http).encoded)")
        }
        return account
    }

    func instanceAdmin() throws -> Account {
        let account = try signedIn()
        guard access.mayAdministerInstance else { throw Problem(.forbidden, .page(.administratorsOnly)) }
        return account
    }

    /// Whether the visitor may create projects: as the server's settings say.
    func mayCreateProjects() async throws -> Bool {
        guard account != nil, !access.isInstanceAdmin else { return access.mayAdministerInstance }
        return access.mayCreateProjects(try await services.store.instanceSettings().projectCreators)
    }

    /// The signed-in account, if it may create projects.
    func projectCreator() async throws -> Account {
        let account = try signedIn()
        guard try await mayCreateProjects() else { throw Problem(.forbidden, .page(.projectCreatorsOnly)) }
        return account
    }

    /// Throws a 403 if the form does not carry this visitor's key.
    func checkKey(of form: PostedForm) throws {
        guard formKey.matches(form[PostedForm.keyName]) else { throw Problem(.forbidden, .page(.expiredForm)) }
    }

    /// The language that the query asks to switch to.
    var chosenLanguage: Language? { Language(rawValue: query("language")) }

    func remember(_ language: Language) -> Response {
        var response = Response.redirect(LocalPath(http).without("language"))
        set(Language.cookie, language.rawValue, for: .days(365), on: &response)
        return response
    }

    /// Sets the headers that every page carries.
    func finish(_ response: inout Response) {
        if let newVisitor { set(Self.visitorCookie, newVisitor, for: .days(1), on: &response) }
        if response.status == .ok { forgetFlash(on: &response) }
        for (name, value) in PageHeaders.all where response.headers[name] == nil { response.headers[name] = value }
    }

    /// Sets a cookie that scripts cannot read, and that is sent over TLS only if the visitor came over TLS; an empty
    /// value with a lifetime of zero deletes it.
    func set(_ name: String, _ value: String, for lifetime: Duration, on response: inout Response) {
        response.setCookie(
            Cookie(
                name: name, value: value, maxAge: lifetime.wholeSeconds, path: "/",
                secure: isSecure, httpOnly: true, sameSite: .lax))
    }

    /// Whether cookies are for TLS connections only.
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
