import Domain
import Foundation
import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import NIOEmbedded
import Signing
import Storage
import Synchronization
import TestSupport

@testable import Server

/// A fixture with one of everything in the project `shop`, a public project, a stranger's project, and an account for
/// each column of the matrix.
struct AccessScene: Sendable {
    let fixture: ServerFixture
    /// The resources in `shop`.
    let things: AccessThings
    private let responder: RouterResponder<APIContext>
    private let count = Counter()

    /// The parts of an answer that matter to the matrix.
    struct Reply: Sendable {
        var status: Int
        var location: String?
        /// Empty if access was granted.
        var text: String
    }

    static func with(_ body: @escaping @Sendable (AccessScene) async throws -> Void) async throws {
        try await ServerFixture.with { fixture async throws in try await body(try await AccessScene(fixture)) }
    }

    init(_ fixture: ServerFixture) async throws {
        self.fixture = fixture
        responder = fixture.server.router().buildResponder()
        let store = fixture.store
        let now = fixture.time.now()
        let (mia, sue) = (fixture.accounts.mia, fixture.accounts.sue)
        let open = try await Self.project("open", isPublic: true, store, now)
        let other = try await Self.project("other", isPublic: false, store, now)
        try await store.setRole(.admin, of: mia.id, in: open.number, at: now)
        for account in [mia, sue] { try await store.setRole(.admin, of: account.id, in: other.number, at: now) }
        let shop = try await store.project("shop")?.number ?? 0
        guard case .done(let robot) = try await store.createApplication(name: "robot", at: now, once: nil) else {
            throw ServerFixture.Unexpected(what: "no application")
        }
        try await store.setRole(.admin, of: robot.id, in: shop, at: now)
        let zoe = try await store.createAccount(NewAccount(name: "zoe", email: "zoe@example.com"), at: now)
        try await store.setRole(.read, of: zoe.id, in: shop, at: now)
        let tokens: [(String, Account, Set<Token.Scope>, Project.Number?)] = [
            ("mia-admin", mia, [.admin], nil), ("mia-other", mia, [.admin], other.number),
            ("robot", robot, Set(Token.Scope.allCases), nil),
        ]
        for (text, account, scopes, project) in tokens {
            let new = NewToken(account: account.id, name: text, scopes: scopes, project: project)
            _ = try await store.createToken(new, hash: TokenText(text).hash.bytes, at: now, once: nil)
        }
        let kept = NewToken(account: mia.id, name: "kept", scopes: [.read])
        guard case .done(let token) = try await store.createToken(kept, hash: [1], at: now, once: nil) else {
            throw ServerFixture.Unexpected(what: "no token")
        }
        var ids = try await Self.fill(fixture)
        ids["members"] = String(zoe.id)
        ids["accounts"] = String(zoe.id)
        ids["tokens"] = String(token.id)
        things = AccessThings(project: "shop", application: robot.id, ids: ids)
    }

    private static func project(
        _ id: String, isPublic: Bool, _ store: any Store, _ now: Timestamp
    ) async throws -> Project {
        let new = NewProject(id: id, host: .unknown, namespace: "acme", name: id, isPublic: isPublic)
        guard case .done(let project) = try await store.createProject(new, at: now, once: nil) else {
            throw ServerFixture.Unexpected(what: "no project")
        }
        return project
    }

    /// A webhook with a delivery and a replay, an event and an artifact.
    private static func fill(_ fixture: ServerFixture) async throws -> [String: String] {
        let webhook = try await fixture.makeWebhook()
        let event = try await fixture.post("projects/shop/events", #"{"eventType":"a:b","payload":{}}"#)
        let deliveries = try await fixture.get("projects/shop/deliveries")
        let artifact = try await fixture.send(.post, ServerFixture.upload, bytes: [1])
        let replay = try await fixture.post(
            "projects/shop/webhooks/\(webhook)/replays", #"{"since":"2023-01-01T00:00:00.000Z"}"#)
        return [
            "webhooks": String(webhook), "events": String(event["id"]?.int ?? 0),
            "deliveries": deliveries["items"]?.items.first?["id"]?.string ?? "",
            "artifacts": String(artifact["id"]?.int ?? 0), "replays": String(replay["id"]?.int ?? 0),
        ]
    }
}

// MARK: Requests

extension AccessScene {
    /// - Parameter doomed: whether the request may succeed, so that it should get resources of its own.
    func verdict(on route: AccessRoute, of caller: APICaller, doomed: Bool) async throws -> Verdict {
        var things = things
        if caller == .anyone { things.project = "open" }
        if doomed { try await replaceDoomed(&things, route, for: caller) }
        let token = caller.token
        let reply = try await send(route, at: route.path(things), as: token)
        return try await verdict(reply, route, things) { try await send(route, at: route.path($0), as: token) }
    }

    func verdict(on route: AccessRoute, of caller: PageCaller) async throws -> Verdict {
        var things = things
        if caller == .anyone { things.project = "open" }
        let cookie = try await cookie(of: account(of: caller))
        // Hashing a password takes seconds: an overlong one shows just as well whether the form is accepted.
        let fields = route.name == "POST /sign-in" ? String(repeating: "x", count: ServerFixture.limits.other) : ""
        let reply = try await visit(route, at: route.path(things), cookie, fields: fields)
        return try await verdict(reply, route, things) { try await visit(route, at: route.path($0), cookie) }
    }

    private func verdict(
        _ reply: Reply, _ route: AccessRoute, _ things: AccessThings,
        asking: (AccessThings) async throws -> Reply
    ) async throws -> Verdict {
        switch reply.status {
        case 401: return .unauthorized
        case 403: return .forbidden
        case 303 where reply.location?.hasPrefix("/sign-in?to=") == true: return .signIn
        case 404 where route.hasOwner:
            let nowhere = try await asking(things.absent)
            return nowhere.status == 404 && things.text(nowhere.text, from: things.absent) == reply.text
                ? .hidden : .allowed
        case 500...: throw ServerFixture.Unexpected(what: "\(route.name): \(reply)")
        default: return .allowed
        }
    }

    /// Sends a program's request: with an invalid body, so that callers with access change little.
    func send(
        _ route: AccessRoute, at path: String, as token: String?, _ method: HTTPRequest.Method? = nil
    ) async throws -> Reply {
        var headers: HTTPFields = [:]
        if let token { headers[.authorization] = "Bearer \(token)" }
        let hasBody = route.method != .get && !route.isUpload
        if hasBody { headers[.contentType] = "application/json" }
        let body = hasBody ? ByteBuffer(string: "not JSON") : ByteBuffer()
        return try await ask(method ?? route.method, path, headers, body)
    }

    /// Sends a browser's request, with its form key.
    func visit(
        _ route: AccessRoute, at path: String, _ cookie: Cookies, fields: String = "", keyed: Bool = true
    ) async throws -> Reply {
        var headers: HTTPFields = [.cookie: cookie.line]
        var body = ByteBuffer()
        if route.method == .post {
            headers[.contentType] = "application/x-www-form-urlencoded"
            body = ByteBuffer(string: "\(fields)&form-key=\(keyed ? cookie.formKey : "none")")
        }
        return try await ask(route.method, path, headers, body)
    }

    /// Straight to the router: a successful answer's body is not read, because some have no end.
    func ask(
        _ method: HTTPRequest.Method, _ path: String, _ headers: HTTPFields, _ body: ByteBuffer = ByteBuffer()
    ) async throws -> Reply {
        let request = Request(
            head: HTTPRequest(
                method: method, scheme: "http", authority: "perfsee.example", path: path, headerFields: headers),
            body: RequestBody(buffer: body))
        var logger = Logger(label: "test")
        logger.logLevel = .critical
        let source = ApplicationRequestContextSource(channel: NIOAsyncTestingChannel(), logger: logger)
        let response = try await responder.respond(to: request, context: APIContext(source: source))
        var text = ""
        if response.status == .notFound {
            let collector = Collector()
            try await response.body.write(collector)
            text = String(buffer: collector.bytes.withLock { $0 })
        }
        return Reply(status: response.status.code, location: response.headers[.location], text: text)
    }
}

// MARK: Callers

extension AccessScene {
    /// A browser's cookie, and its form key.
    struct Cookies: Sendable {
        var line: String
        var formKey: String
    }

    /// A new session; a visitor's cookie if there is no account.
    func cookie(of account: Account?) async throws -> Cookies {
        let secret = "secret-\(count.next())"
        guard let account else { return Cookies(line: "perfsee_visitor=\(secret)", formKey: FormKey(of: secret).text) }
        let now = fixture.time.now()
        try await fixture.store.createSession(
            hash: TokenHash(of: secret).bytes, for: account.id, at: now, expiresAt: now + .seconds(3_600))
        return Cookies(line: "perfsee_session=\(secret)", formKey: FormKey(of: secret).text)
    }

    func account(of caller: PageCaller) -> Account? {
        switch caller {
        case .nobody, .anyone: nil
        case .stranger: fixture.accounts.sue
        case .reader: fixture.accounts.ron
        case .admin: fixture.accounts.mia
        case .instance: fixture.accounts.admin
        }
    }

    /// A request that may end something later requests need gets its own copy of it.
    private func replaceDoomed(_ things: inout AccessThings, _ route: AccessRoute, for caller: APICaller) async throws {
        let (store, now, number) = (fixture.store, fixture.time.now(), count.next())
        switch route.name {
        case "DELETE /projects/{project}":
            let doomed = try await Self.project("doomed-\(number)", isPublic: false, store, now)
            let shop = try await store.project("shop")?.number ?? 0
            for member in try await store.members(of: shop, after: nil, limit: 200) {
                try await store.setRole(member.role, of: member.account.id, in: doomed.number, at: now)
            }
            things.project = doomed.id
        case "DELETE /applications/{application}":
            let reply = try await store.createApplication(name: "doomed-\(number)", at: now, once: nil)
            if case .done(let application) = reply { things.application = application.id }
        case "DELETE /tokens/{id}":
            let caller = try await store.authenticate(hash: TokenText(caller.token ?? "").hash.bytes, at: now)
            let new = NewToken(account: caller?.account.id ?? 0, name: "doomed", scopes: [.read])
            let hash = TokenText("doomed-\(number)").hash.bytes
            let reply = try await store.createToken(new, hash: hash, at: now, once: nil)
            if case .done(let token) = reply { things.ids["tokens"] = String(token.id) }
        default: break
        }
    }
}

extension APICaller {
    /// Nil without an account.
    var token: String? {
        switch self {
        case .nobody: nil
        case .stranger, .anyone: "sue"
        case .reader: "ron"
        case .admin: "mia"
        case .application: "robot"
        case .read: "mia-read"
        case .upload: "mia-upload"
        case .publish: "mia-publish"
        case .administer: "mia-admin"
        case .narrowed: "mia-other"
        case .instance: "root"
        }
    }
}

private final class Counter: Sendable {
    private let last = Mutex(0)

    func next() -> Int {
        last.withLock { last in
            last += 1
            return last
        }
    }
}

/// Collects what a response writes.
private final class Collector: ResponseBodyWriter, Sendable {
    let bytes = Mutex(ByteBuffer())

    func write(_ buffer: ByteBuffer) async throws {
        _ = bytes.withLock { $0.writeImmutableBuffer(buffer) }
    }

    func finish(_ trailingHeaders: HTTPFields?) async throws {}
}
