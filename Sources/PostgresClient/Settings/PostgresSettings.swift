/// How to connect, and the settings of each connection.
package struct PostgresSettings: Sendable {
    /// How long connecting to one host may take, unless the string says otherwise (`connect_timeout`).
    package static let connectTimeout: Duration = .seconds(10)
    /// How long the server may be silent during a statement.
    package static let responseDeadline: Duration = .seconds(60)
    /// How long a canceled statement may go on before its connection is given up.
    package static let cancelGrace: Duration = .seconds(10)

    // A dead link is detected after idle + interval x count = 19 seconds, unacknowledged bytes after 20 at the latest.
    /// Seconds of silence before the kernel probes whether the other side is there.
    package static let keepalivesIdle = 10
    /// Seconds between two probes.
    package static let keepalivesInterval = 3
    /// How many probes may go unanswered.
    package static let keepalivesCount = 3
    /// Milliseconds that sent bytes may go without an acknowledgment.
    package static let tcpUserTimeout = 20_000

    /// The parameters for libpq, by keyword.
    private(set) var parameters: [String: String]
    /// See the static `responseDeadline`; nil for no deadline but the kernel's.
    package var responseDeadline: Duration? = PostgresSettings.responseDeadline
    package var cancelGrace: Duration = PostgresSettings.cancelGrace
    /// The server ends a statement that takes longer; nil for the server's own setting.
    package var statementTimeout: Duration?
    /// The server ends a statement that waits longer for a lock; nil for the server's own setting.
    package var lockTimeout: Duration?
    /// The server closes a connection that idles in a transaction for longer; nil for the server's own setting.
    package var idleInTransactionTimeout: Duration?
    /// Called with the server's notices, on the connection's thread, so it must not block. Nil drops them.
    package var onNotice: (@Sendable (PostgresNotice) -> Void)?
    /// Further settings of the server for each connection, by name.
    package var serverSettings: [String: String] = [:]
    /// The most statements a connection keeps prepared.
    package var preparedStatements = 256

    /// - Parameters:
    ///   - string: `postgres://user:password@host:port/database?sslmode=verify-full`, or `host=... dbname=...`:
    ///     anything that libpq accepts. What it leaves out comes from the same environment variables and password file.
    ///   - applicationName: the name in the server's own views, unless the string sets one.
    ///
    /// Throws `PostgresError` (`.invalid`) with a message that quotes nothing from the string.
    package init(_ string: String, applicationName: String = "postgres-client") throws {
        parameters = Self.defaults(applicationName)
        parameters.merge(try ConnectionString(string).parameters) { _, given in given }
        parameters["client_encoding"] = "UTF8"
    }

    private static func defaults(_ applicationName: String) -> [String: String] {
        [
            "application_name": applicationName,
            "keepalives": "1",
            "keepalives_idle": "\(keepalivesIdle)",
            "keepalives_interval": "\(keepalivesInterval)",
            "keepalives_count": "\(keepalivesCount)",
            "tcp_user_timeout": "\(tcpUserTimeout)",
        ]
    }
}

extension PostgresSettings: CustomStringConvertible, CustomReflectable {
    /// Only the target: the parameters include a password.
    package var description: String { target }
    package var customMirror: Mirror { Mirror(self, children: ["target": target]) }
}

extension PostgresSettings {
    /// The target, for messages, without user and credentials.
    package var target: String {
        let database = parameters["dbname"] ?? parameters["user"] ?? "the default database"
        return "\(database) at \(parameters["host"] ?? parameters["hostaddr"] ?? "the default host")"
    }

    /// The same server and settings with another database.
    package func database(_ name: String) -> PostgresSettings {
        var settings = self
        settings.parameters["dbname"] = name
        return settings
    }

    /// How long connecting may take in all. libpq tries the next host when the kernel gives one up.
    var connectDeadline: Duration {
        let given = parameters["connect_timeout"].flatMap { Int($0) } ?? 0
        let each = given > 0 ? .seconds(given) : Self.connectTimeout
        return each * max(1, ConnectionString.hosts(parameters).count)
    }

    /// The same checks from the server's side: if a client vanished because of a cut link or a power failure, the
    /// server keeps its connection, its locks, and its place among `max_connections` until the server's own keepalives
    /// end it, which by default takes hours.
    private static let serverWatching = [
        ("tcp_keepalives_idle", keepalivesIdle), ("tcp_keepalives_interval", keepalivesInterval),
        ("tcp_keepalives_count", keepalivesCount), ("tcp_user_timeout", tcpUserTimeout),
    ]

    /// The parameters including the timeouts, for `PQconnectStartParams`. Values from the string come after the
    /// defaults they may override.
    var connectParameters: [(keyword: String, value: String)] {
        var all = parameters
        let limits = [
            ("statement_timeout", statementTimeout), ("lock_timeout", lockTimeout),
            ("idle_in_transaction_session_timeout", idleInTransactionTimeout),
        ]
        let watching = Self.serverWatching.map { "-c \($0)=\($1)" }
        let options = limits.compactMap { name, limit in limit.map { "-c \(name)=\($0.wholeMilliseconds)" } }
        let further = serverSettings.map { "-c \($0)=\($1)" }.sorted()
        all["options"] = (watching + further + [parameters["options"]].compactMap(\.self) + options)
            .joined(separator: " ")
        return all.map { ($0.key, $0.value) }
    }

    /// `message` without the password, in case libpq ever quotes it.
    func redacted(_ message: String) -> String {
        guard let password = parameters["password"], !password.isEmpty else { return message }
        // A password that is also the name of the user or the database cannot be distinguished from it, nor hidden.
        let isAName = parameters.contains { $0.key != "password" && $0.value == password }
        guard !isAName else { return message }
        // By bytes: adjacent characters must not hide it.
        let parts = message.utf8.split(separator: password.utf8, omittingEmptySubsequences: false)
        return parts.map { String(decoding: $0, as: UTF8.self) }.joined(separator: "***")
    }
}
