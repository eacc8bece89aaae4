import Delivery
import Domain
import Foundation
import Localization

/// The settings of `perfsee serve`: where it listens, where it keeps its data, and what it may reach.
struct ServeSettings {
    static let defaultHost = "127.0.0.1"
    static let defaultPort = 8080
    static let defaultDatabase = "sqlite:perfsee.db"
    /// The minimum length of a `PERFSEE_ADMIN_TOKEN`, in characters.
    static let shortestAdminToken = 32

    /// Which part of the server's work a process does.
    enum Role: String, CaseIterable {
        case all, api, worker

        var answersRequests: Bool { self != .worker }
        var sendsAndAnalyzes: Bool { self != .api }
    }

    let host: String
    let port: Int
    /// The path of a Unix domain socket to listen on, in place of the host and the port.
    let socket: String?
    let database: DatabaseLocation
    /// The folder for blobs, if one is named.
    let blobs: String?
    let role: Role
    let publicURL: String?
    let trustedProxies: [CIDR]
    let egress: EgressPolicy
    /// The certificate authorities that receivers' certificates are verified with.
    let trustRoots: TrustRoots
    /// The proxy that webhooks are sent through.
    let webhookProxy: WebhookProxy?
    /// The retry schedule of webhooks without one of their own.
    let defaultSchedule: RetrySchedule
    let adminToken: String?
    let secretKey: String?
    let logLevel: String
    let logFormat: LogFormat
    /// Where a worker answers questions about itself.
    let metricsPort: MetricsPort
    let retention: Retention
    let limits: ResourceLimits

    init(_ sources: SettingSources) throws {
        host = try sources.text("host").map(Self.host) ?? Self.defaultHost
        port = try sources.text("port").map(Self.port) ?? Self.defaultPort
        socket = try sources.text("socket")?.value
        database = try DatabaseLocation(
            sources.text("database") ?? .init(value: Self.defaultDatabase, source: "the default"))
        blobs = try sources.text("blobs")?.value
        role = try sources.text("role").map(Self.role) ?? .all
        publicURL = try sources.text("public-url").map(Self.publicURL)
        trustedProxies = try Self.list(sources.list("trust-proxy"), Self.trustedProxy)
        egress = EgressPolicy(
            allow: try Self.list(sources.list("allow-network"), CIDR.init(parsing:)),
            deny: try Self.list(sources.list("deny-network"), CIDR.init(parsing:)),
            ports: try Self.list(sources.list("allow-port"), PortRange.init(parsing:)))
        trustRoots = .system(
            replacedBy: try sources.systemCertificates.map(CertificateFile.path),
            extraFile: try sources.text("ca-file").map(CertificateFile.path))
        webhookProxy = try sources.text("webhook-proxy").map(Self.webhookProxy)
        defaultSchedule = try sources.list("retry-schedule").map(RetrySchedule.init) ?? .standard
        adminToken = try sources.text("admin-token").map(Self.adminToken)
        secretKey = try sources.text("secret-key")?.value
        logLevel = try sources.text("log-level").map(Self.logLevel) ?? "info"
        logFormat = try sources.text("log-format").map(Self.logFormat) ?? .text
        if let found = try sources.text("metrics-port") {
            if socket != nil { throw CommandFailure("\(found.source) and --socket exclude each other. Leave one out.") }
            metricsPort = try MetricsPort(found, of: role)
        } else {
            metricsPort = .listen(port)
        }
        retention = try Retention(sources)
        limits = try ResourceLimits(sources)
    }

    /// The port that the process listens on, and the name of the setting that says so; nil if it listens to none.
    var listening: (port: Int, setting: String)? {
        guard socket == nil else { return nil }
        guard role == .worker else { return (port, "port") }
        guard case .listen(let port) = metricsPort else { return nil }
        return (port, "metrics-port")
    }

    /// Whether it listens at no port and on no socket.
    var listensNowhere: Bool { socket == nil && listening == nil }

    /// Throws `CommandFailure` if the server could not tell where its links lead.
    func requirePublicURL() throws {
        guard socket != nil, publicURL == nil else { return }
        throw CommandFailure(
            "With --socket, --public-url must be set to the URL of the proxy in front: links can't lead to a socket.")
    }

    /// Throws `CommandFailure` if the database should be a file that does not exist.
    func requireDatabase() throws {
        guard case .sqlite(let path) = database, !FileManager.default.fileExists(atPath: path) else { return }
        throw CommandFailure(
            "The database \(path) does not exist. Specify another one with --database, or start `perfsee serve` first.")
    }

    /// The warning of a proxy that must be in front, but is not trusted; nil if there is none.
    var hiddenClients: String? {
        guard role.answersRequests else { return nil }
        if socket != nil {
            let isTrusted = trustedProxies.contains { $0.contains(.ofSocket) }
            return isTrusted ? nil : Self.hiddenClients(because: "This server listens on a socket", missing: "unix")
        }
        guard publicURL?.lowercased().hasPrefix("https:") == true, trustedProxies.isEmpty else { return nil }
        return Self.hiddenClients(because: "The public URL is https", missing: "it")
    }

    private static func hiddenClients(because reason: String, missing: String) -> String {
        """
        \(reason), so there is a proxy in front of this server, but --trust-proxy does not include \(missing). \
        All clients count as one address, so failed sign-ins of some can lock out the others.
        """
    }

    private typealias Text = SettingSources.Found<String>

    /// An IPv6 address may have the brackets that it has in a URL.
    private static func host(_ found: Text) throws -> String {
        let bytes = found.value.utf8
        guard bytes.first == UInt8(ascii: "["), bytes.last == UInt8(ascii: "]") else { return found.value }
        let inside = String(decoding: bytes.dropFirst().dropLast(), as: UTF8.self)
        guard let address = IPAddress(inside), address.width == 128 else {
            throw CommandFailure("\(found.source): only an IPv6 address can be in brackets; it is `\(found.value)`.")
        }
        return inside
    }

    private static func port(_ found: Text) throws -> Int {
        guard let port = Int(found.value), (0...65_535).contains(port) else {
            throw CommandFailure("\(found.source) must be a port from 0 to 65535; it is `\(found.value)`.")
        }
        return port
    }

    private static func role(_ found: Text) throws -> Role {
        guard let role = Role(rawValue: found.value) else {
            throw CommandFailure("\(found.source) must be all, api or worker; it is `\(found.value)`.")
        }
        return role
    }

    private static func publicURL(_ found: Text) throws -> String {
        guard let url = URLComponents(string: found.value), ["http", "https"].contains(url.scheme), url.host != nil,
            url.query == nil, url.fragment == nil
        else {
            throw CommandFailure(
                "\(found.source) must be an http or https URL without a query; it is `\(found.value)`.")
        }
        return found.value
    }

    /// A network, or `unix` for whoever may connect to the socket.
    private static func trustedProxy(_ text: String) throws(CIDR.Invalid) -> CIDR {
        text == "unix" ? CIDR(containing: .ofSocket, prefix: 32) : try CIDR(parsing: text)
    }

    private static func list<Value, Fault: Error & Message>(
        _ found: SettingSources.Found<[String]>?, _ parse: (String) throws(Fault) -> Value
    ) throws -> [Value] {
        guard let found else { return [] }
        return try found.value.map { text in
            do throws(Fault) {
                return try parse(text)
            } catch {
                throw CommandFailure(error, of: found.source)
            }
        }
    }

    /// The errors do not repeat the URL, which may have a password.
    private static func webhookProxy(_ found: Text) throws -> WebhookProxy {
        guard let proxy = WebhookProxy(found.value) else {
            throw CommandFailure(
                "\(found.source) must have the form http://HOST:PORT, with the port, or http://USER:PASSWORD@HOST:PORT, "
                    + "where other characters than letters and digits are percent-encoded.")
        }
        guard proxy.authorization == nil || !found.isFlag else {
            throw CommandFailure(
                "\(found.source) can't have a password, because other users of this machine can read it. Use "
                    + "\(SettingSources.variable("webhook-proxy")).")
        }
        return proxy
    }

    /// The error does not repeat the token.
    private static func adminToken(_ found: Text) throws -> String {
        let isPlain = found.value.utf8.allSatisfy { (0x21...0x7E).contains($0) }
        guard isPlain, (shortestAdminToken...512).contains(found.value.count) else {
            throw CommandFailure(
                "\(SettingSources.variable("admin-token")) must be \(shortestAdminToken) to 512 characters of ASCII "
                    + "without spaces. To create one, run `openssl rand -hex 32`.")
        }
        return found.value
    }

    private static func logFormat(_ found: Text) throws -> LogFormat {
        guard let format = LogFormat(rawValue: found.value) else {
            throw CommandFailure("\(found.source) must be text or json; it is `\(found.value)`.")
        }
        return format
    }

    private static func logLevel(_ found: Text) throws -> String {
        let levels = ["trace", "debug", "info", "notice", "warning", "error", "critical"]
        guard levels.contains(found.value) else {
            throw CommandFailure(
                "\(found.source) must be one of \(levels.joined(separator: ", ")); it is `\(found.value)`.")
        }
        return found.value
    }
}
