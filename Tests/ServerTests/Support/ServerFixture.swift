import Analysis
import Domain
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Logging
import NIOCore
import Server
import Signing
import Storage
import StoreSupport
import TestSupport

/// A server with a real database in a temporary folder, with accounts and a project in it.
struct ServerFixture: Sendable {
    let store: any Store
    let blobs: any BlobStore
    let database: RawDatabase
    let time: ManualTime
    let metrics: PrometheusMetrics
    let server: APIServer
    let client: any TestClientProtocol
    let accounts: Accounts

    struct Accounts: Sendable {
        var admin: Account
        var mia: Account
        var ron: Account
        var sue: Account
        /// An application.
        var bot: Account
    }

    static let publicURL = "https://perfsee.example"
    /// Small enough for tests to exceed.
    static let limits = BodyLimits(event: 4_096, batch: 65_536, archive: 65_536, other: 2_048)

    /// Runs `body` with a new fixture, which contains:
    /// - `root`, the token of an instance admin;
    /// - `mia`, of an admin of the project `shop`, and `mia-read`, `mia-upload`, `mia-publish` with one scope each, and
    ///   `mia-shop` with the admin scope for the project `shop` only;
    /// - `ron`, of an account that may only read `shop`;
    /// - `sue`, of an unrelated account, with every scope;
    /// - `bot`, of an application that may read `shop`, `bot-read` with the read scope, and `bot-shop` for `shop` only.
    static func with(
        _ setup: TestingSetup = .router, limits: BodyLimits = ServerFixture.limits, publicURL: String = publicURL,
        trustedProxies: [String] = [], defaultSchedule: RetrySchedule = .standard,
        connections: ConnectionLimits = ConnectionLimits(), quotas: Quotas = .standard, analysisVersion: Int = 1,
        disk: DiskWatch = .unwatched, programFile: String? = nil,
        logger: Logger? = nil, _ body: @escaping @Sendable (ServerFixture) async throws -> Void
    ) async throws {
        try await TestedStore.with { tested in
            try await with(
                tested, setup, limits: limits, publicURL: publicURL, trustedProxies: trustedProxies,
                defaultSchedule: defaultSchedule, connections: connections, quotas: quotas,
                analysisVersion: analysisVersion, disk: disk, programFile: programFile, logger: logger ?? silent, body)
        }
    }

    private static func with(
        _ tested: TestedStore, _ setup: TestingSetup, limits: BodyLimits, publicURL: String, trustedProxies: [String],
        defaultSchedule: RetrySchedule, connections: ConnectionLimits, quotas: Quotas, analysisVersion: Int,
        disk: DiskWatch, programFile: String?, logger: Logger,
        _ body: @escaping @Sendable (ServerFixture) async throws -> Void
    ) async throws {
        let store = tested.store
        let blobs = tested.blobs
        let time = ManualTime()
        let metrics = PrometheusMetrics()
        let server = APIServer(
            store: store, blobs: blobs, inspector: StoredBuildInspector(blobs: blobs), time: time,
            keyring: TestedStore.keyring,
            configuration: ServerConfiguration(
                port: 0, publicURL: publicURL, bodyLimits: limits, connections: connections,
                trustedProxies: try trustedProxies.map { try CIDR(parsing: $0) }, defaultSchedule: defaultSchedule,
                quotas: quotas,
                analysisVersion: analysisVersion, programFile: programFile),
            egress: EgressPolicy(), ownAddresses: FixedAddresses([.v4(93 << 24 | 184 << 16 | 216 << 8 | 34)]),
            metrics: metrics, disk: disk, databaseDisk: disk, uptime: { .zero }, logger: logger)
        let accounts = try await settle(store, at: time.now())
        try await server.application().test(setup) { client in
            try await body(
                ServerFixture(
                    store: store, blobs: blobs, database: tested.database, time: time, metrics: metrics,
                    server: server, client: client, accounts: accounts))
        }
    }

    private static var silent: Logger {
        var logger = Logger(label: "test")
        logger.logLevel = .critical
        return logger
    }

    private static func settle(_ store: any Store, at now: Timestamp) async throws -> Accounts {
        let admin = try await store.createAccount(NewAccount(name: "root", isInstanceAdmin: true), at: now)
        let mia = try await store.createAccount(NewAccount(name: "mia", email: "mia@example.com"), at: now)
        let ron = try await store.createAccount(NewAccount(name: "ron"), at: now)
        let sue = try await store.createAccount(NewAccount(name: "sue", email: "sue@example.com"), at: now)
        let new = NewProject(id: "shop", host: .github, namespace: "acme", name: "shop")
        guard case .done(let shop) = try await store.createProject(new, at: now, once: nil) else {
            throw Unexpected(what: "the project was not made")
        }
        try await store.setRole(.admin, of: mia.id, in: shop.number, at: now)
        try await store.setRole(.read, of: ron.id, in: shop.number, at: now)
        guard case .done(let bot) = try await store.createApplication(name: "bot", at: now, once: nil) else {
            throw Unexpected(what: "the application was not made")
        }
        try await store.setRole(.read, of: bot.id, in: shop.number, at: now)
        let tokens: [(String, Account, Set<Token.Scope>, Project.Number?)] = [
            ("root", admin, Set(Token.Scope.allCases), nil), ("mia", mia, Set(Token.Scope.allCases), nil),
            ("mia-read", mia, [.read], nil), ("mia-upload", mia, [.upload], nil), ("mia-publish", mia, [.publish], nil),
            ("mia-shop", mia, [.admin], shop.number), ("ron", ron, Set(Token.Scope.allCases), nil),
            ("sue", sue, Set(Token.Scope.allCases), nil), ("bot", bot, Set(Token.Scope.allCases), nil),
            ("bot-read", bot, [.read], nil), ("bot-shop", bot, [.admin], shop.number),
        ]
        for (text, account, scopes, project) in tokens {
            let new = NewToken(account: account.id, name: text, scopes: scopes, project: project)
            _ = try await store.createToken(new, hash: TokenText(text).hash.bytes, at: now, once: nil)
        }
        return Accounts(admin: admin, mia: mia, ron: ron, sue: sue, bot: bot)
    }

    struct Unexpected: Error {
        var what: String
    }
}

extension ServerFixture {
    /// - Parameters:
    ///   - path: below `/api/v1` unless it begins with a slash.
    ///   - json: sent as `application/json`.
    func send(
        _ method: HTTPRequest.Method, _ path: String, as token: String? = "mia", json: String? = nil,
        bytes: [UInt8]? = nil, headers: HTTPFields = [:]
    ) async throws -> Answer {
        var headers = headers
        if let token { headers[.authorization] = "Bearer \(token)" }
        let body = bytes ?? json.map { Array($0.utf8) }
        if body != nil, headers[.contentType] == nil { headers[.contentType] = "application/json" }
        let response = try await client.executeRequest(
            uri: path.hasPrefix("/") ? path : "/api/v1/\(path)", method: method, headers: headers,
            body: body.map { ByteBuffer(bytes: $0) })
        return Answer(response)
    }

    func get(_ path: String, as token: String? = "mia") async throws -> Answer {
        try await send(.get, path, as: token)
    }

    func post(
        _ path: String, _ json: String, as token: String? = "mia", key: String? = nil
    ) async throws -> Answer {
        try await send(.post, path, as: token, json: json, headers: key.map { [.idempotencyKey: $0] } ?? [:])
    }

    func patch(_ path: String, _ json: String, as token: String? = "mia") async throws -> Answer {
        try await send(.patch, path, as: token, json: json)
    }

    func put(_ path: String, _ json: String, as token: String? = "mia") async throws -> Answer {
        try await send(.put, path, as: token, json: json)
    }

    /// The path of the application.
    var bot: String { "applications/\(accounts.bot.id)" }

    /// Creates a webhook and returns its id.
    func makeWebhook(_ fields: String = #""url":"https://hooks.example/a""#) async throws -> Int {
        let answer = try await post("projects/shop/webhooks", "{\(fields)}")
        guard let id = answer["id"]?.int else { throw Unexpected(what: answer.text) }
        return id
    }

    /// Everything that can be read back, as one text: equal before and after a request that wrote nothing.
    func everything() async throws -> String {
        var texts: [String] = []
        for path in [
            "projects", "projects/shop/members", "projects/shop/webhooks", "projects/shop/events",
            "projects/shop/deliveries", "applications", "\(bot)/webhooks", "\(bot)/deliveries",
            "tokens?application=\(accounts.bot.id)",
        ] {
            texts.append(try await get(path, as: "root").text)
        }
        texts.append(try await get("projects/shop/artifacts", as: "root").text)
        for token in ["root", "mia", "sue"] { texts.append(try await get("tokens", as: token).text) }
        // That a token was used is no change.
        return texts.joined(separator: "\n").replacing(/"lastUsedAt":("[^"]*"|null)/, with: "")
    }

    static let upload =
        "artifacts?projectId=shop&host=github.com&namespace=acme&name=shop&artifactName=main&branch=main&commitHash=abc"
}

extension HTTPField.Name {
    static let idempotencyKey = HTTPField.Name("Idempotency-Key")!
}
