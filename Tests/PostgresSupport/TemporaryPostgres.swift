import Dispatch
import Foundation
package import PostgresClient
import Synchronization

/// A real PostgreSQL of this process's own, on 127.0.0.1 and a free port, in a temporary folder. It ends with this
/// process, however that ends.
package final class TemporaryPostgres: Sendable {
    /// How the server is set up.
    package struct Options: Sendable {
        /// Whether commits are on disk before they are acknowledged: for measurements. Tests are faster without it, and
        /// committed data survives `restart` anyway.
        package var isDurable = false
        /// Whether the server speaks TLS, with a certificate for `localhost` that `rootCertificate` validates.
        package var hasTLS = false
        /// A network besides 127.0.0.0/8 whose clients are trusted; the listen address is one of the settings.
        package var trusted: String?
        /// Further settings, as in `postgresql.conf`.
        package var settings: [String: String] = [:]

        package init() {}
    }

    /// The user without a password.
    package static let user = "postgres"
    /// The user with a password.
    package static let guardedUser = "guarded"
    package static let guardedPassword = "open sesame"

    /// For tests that are skipped without PostgreSQL: `.enabled(if: TemporaryPostgres.isInstalled)`.
    package static var isInstalled: Bool { (try? PostgresPrograms()) != nil }

    /// The one server that all tests of a process share. Tests must not stop or restart it.
    package static func shared() async throws -> TemporaryPostgres { try await sharedTask.value }
    private static let sharedTask = Task { try await start() }

    package let port: UInt16
    /// For `sslrootcert`; the file exists only with `hasTLS`.
    package var rootCertificate: String { folder + "/server.crt" }
    private let programs: PostgresPrograms
    private let folder: String
    private let keeper: ShellGuard
    private let databases = Atomic(0)

    /// Creates a cluster and starts its server; takes 1 to 3 seconds. Without PostgreSQL, throws a
    /// `TemporaryPostgresError` that says what to install.
    package static func start(_ options: Options = Options()) async throws -> TemporaryPostgres {
        let server = try await onThread { try TemporaryPostgres(options) }
        try await server.makeGuardedUser()
        return server
    }

    private init(_ options: Options) throws {
        programs = try PostgresPrograms()
        port = try FreePort.find()
        folder = try ClusterFolder.make()
        let cluster = ClusterFolder(folder: folder, port: port, programs: programs)
        let stop = programs.command("pg_ctl", ["-D", cluster.data, "-m", "immediate", "stop"])
        keeper = try ShellGuard(
            "\(ShellGuard.quoted(stop)) >/dev/null 2>&1; rm -rf \(ShellGuard.quoted([folder]))")
        try cluster.initialize(options)
        try cluster.control("start")
    }

    private func makeGuardedUser() async throws {
        let connection = try await PostgresConnection.connect(try settings())
        try await connection.execute("CREATE ROLE \(Self.guardedUser) LOGIN PASSWORD '\(Self.guardedPassword)'")
        await connection.close()
    }

    /// The server's main process, as recorded by itself; nil while there is none.
    package var processID: Int32? {
        let text = try? String(contentsOfFile: folder + "/data/postmaster.pid", encoding: .utf8)
        return text?.split(separator: "\n").first.flatMap { Int32($0) }
    }

    /// Stops the server, ends all its connections abruptly, and starts it again on the same port.
    package func restart() async throws {
        try await control("restart", mode: "immediate")
    }

    /// Stops the server like `pg_ctl stop -m immediate`: as if it had crashed.
    package func stop() async throws {
        try await control("stop", mode: "immediate")
    }

    /// Starts it again after `stop`.
    package func start() async throws {
        try await control("start", mode: nil)
    }

    /// Stops the server and removes its folder; it cannot be used afterward.
    package func end() async throws {
        try await Self.onThread { [keeper] in keeper.release() }
    }

    private func control(_ word: String, mode: String?) async throws {
        let cluster = ClusterFolder(folder: folder, port: port, programs: programs)
        try await Self.onThread { try cluster.control(word, mode: mode) }
    }

    private static func onThread<Value: Sendable>(
        _ body: @escaping @Sendable () throws -> Value
    ) async throws -> Value {
        try await withCheckedThrowingContinuation { continuation in
            DispatchQueue.global().async { continuation.resume(with: Result { try body() }) }
        }
    }
}

extension TemporaryPostgres {
    /// A `postgres://` URL. `options` are further parameters, such as `sslmode=disable`.
    package func url(database: String = "postgres", user: String = TemporaryPostgres.user, options: String = "")
        -> String
    {
        "postgres://\(user)@127.0.0.1:\(port)/\(database)?\(options)"
    }

    package func settings(database: String = "postgres", options: String = "") throws -> PostgresSettings {
        try PostgresSettings(url(database: database, options: options))
    }

    /// A new database, and how to connect to it. It is removed with the server.
    ///
    /// - Parameter template: the database to copy; nothing may be connected to it at the time.
    package func makeDatabase(template: String = "template0") async throws -> PostgresSettings {
        try settings(database: try await makeNamedDatabase(template: template))
    }

    /// The URL of a new database, which is removed with the server.
    package func makeDatabaseURL() async throws -> String {
        url(database: try await makeNamedDatabase(template: "template0"))
    }

    private func makeNamedDatabase(template: String) async throws -> String {
        let name = "test_\(databases.add(1, ordering: .relaxed).newValue)"
        let connection = try await PostgresConnection.connect(try settings())
        try await connection.execute("CREATE DATABASE \(name) TEMPLATE \(template) STRATEGY file_copy")
        await connection.close()
        return name
    }
}
