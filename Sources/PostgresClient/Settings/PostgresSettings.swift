/// How to connect, and what each connection is set to.
package struct PostgresSettings: Sendable {
    /// How long connecting to one host may take, where the string does not say (`connect_timeout`).
    package static let connectTimeout: Duration = .seconds(10)
    /// How long the server may be silent in the middle of a statement.
    package static let responseDeadline: Duration = .seconds(60)
    /// How long a cancelled statement may go on until its connection is given up.
    package static let cancelGrace: Duration = .seconds(10)

    // A dead link shows after idle + interval x count = 19 seconds at the latest, and unacknowledged bytes after 20.
    /// Seconds of silence until the kernel asks whether the other side is there.
    package static let keepalivesIdle = 10
    /// Seconds between two such questions.
    package static let keepalivesInterval = 3
    /// How many such questions may go without an answer.
    package static let keepalivesCount = 3
    /// Milliseconds that sent bytes may go without an acknowledgement.
    package static let tcpUserTimeout = 20_000

    /// What libpq is told, keyword by keyword.
    private(set) var parameters: [String: String]
    /// See `responseDeadline` of this type; nil for no deadline but that of the kernel.
    package var responseDeadline: Duration? = PostgresSettings.responseDeadline
    package var cancelGrace: Duration = PostgresSettings.cancelGrace
    /// The server ends a statement that takes longer; nil for the server's own setting.
    package var statementTimeout: Duration?
    /// The server ends a statement that waits longer for a lock; nil for the server's own setting.
    package var lockTimeout: Duration?
    /// The server ends a connection that idles in a transaction for longer; nil for the server's own setting.
    package var idleInTransactionTimeout: Duration?
    /// Told of the server's notices; on the connection's thread, so it must not block. Nil drops them.
    package var onNotice: (@Sendable (PostgresNotice) -> Void)?
    /// The most statements that a connection keeps prepared.
    package var preparedStatements = StatementCache.maximumCount

    /// - Parameters:
    ///   - string: `postgres://user:password@host:port/database?sslmode=verify-full`, or `host=... dbname=...`: all
    ///     that libpq takes, and from the same environment variables and password file what is not said.
    ///   - applicationName: what the server's own views show, where the string does not say.
    ///
    /// Throws `PostgresError` (`.invalid`) with a sentence that quotes nothing of the string.
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
    /// Where to: the parameters have a password among them.
    package var description: String { target }
    package var customMirror: Mirror { Mirror(self, children: ["target": target]) }
}

extension PostgresSettings {
    /// For a message: where to, without who and with what.
    package var target: String {
        let database = parameters["dbname"] ?? parameters["user"] ?? "the default database"
        return "\(database) at \(parameters["host"] ?? parameters["hostaddr"] ?? "the default host")"
    }

    /// The same server and settings, another database.
    package func database(_ name: String) -> PostgresSettings {
        var settings = self
        settings.parameters["dbname"] = name
        return settings
    }

    /// How long connecting may take in all. libpq goes from host to host when the kernel gives one up.
    var connectDeadline: Duration {
        let given = parameters["connect_timeout"].flatMap { Int($0) } ?? 0
        let each = given > 0 ? .seconds(given) : Self.connectTimeout
        return each * max(1, ConnectionString.hosts(parameters).count)
    }

    /// The same watching from the other side: a server whose client vanished, by a cut link or a machine that lost its
    /// power, keeps that connection, its locks and its place among `max_connections` until its own keepalives end it,
    /// which the system's settings put off for hours.
    private static let serverWatching = [
        ("tcp_keepalives_idle", keepalivesIdle), ("tcp_keepalives_interval", keepalivesInterval),
        ("tcp_keepalives_count", keepalivesCount), ("tcp_user_timeout", tcpUserTimeout),
    ]

    /// The parameters with the timeouts among them, for `PQconnectStartParams`. What the string says comes after what
    /// it may change.
    var connectParameters: [(keyword: String, value: String)] {
        var all = parameters
        let limits = [
            ("statement_timeout", statementTimeout), ("lock_timeout", lockTimeout),
            ("idle_in_transaction_session_timeout", idleInTransactionTimeout),
        ]
        let watching = Self.serverWatching.map { "-c \($0)=\($1)" }
        let options = limits.compactMap { name, limit in limit.map { "-c \(name)=\($0.wholeMilliseconds)" } }
        all["options"] = (watching + [parameters["options"]].compactMap(\.self) + options).joined(separator: " ")
        return all.map { ($0.key, $0.value) }
    }

    /// `message` without the password, should libpq ever quote it.
    func redacted(_ message: String) -> String {
        guard let password = parameters["password"], !password.isEmpty else { return message }
        // A password that is also the name of the user or the database cannot be told from it, nor hidden.
        let isAName = parameters.contains { $0.key != "password" && $0.value == password }
        guard !isAName else { return message }
        // By bytes: what stands beside it must not hide it.
        let parts = message.utf8.split(separator: password.utf8, omittingEmptySubsequences: false)
        return parts.map { String(decoding: $0, as: UTF8.self) }.joined(separator: "***")
    }
}
