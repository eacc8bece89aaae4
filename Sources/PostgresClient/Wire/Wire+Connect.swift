import CLibPQ
import Glibc

extension Wire {
    /// Connects and authenticates.
    ///
    /// Throws `PostgresError`: `.connectFailed`, `.timeout`, `.cancelled`, `.closed`.
    func connect(within limit: Duration) throws {
        let connection = try start()
        self.connection = connection
        notices.attach(to: connection)
        // The only way to make libpq report the SQLSTATE of a refused connection.
        PQsetErrorVerbosity(connection, PQERRORS_VERBOSE)
        try poll(until: .now + limit)
        PQsetErrorVerbosity(connection, PQERRORS_DEFAULT)
        guard PQsetnonblocking(connection, 1) == 0, let key = CancelKey(connection) else { throw lost() }
        cancelKey = key
    }

    private func start() throws -> OpaquePointer {
        let parameters = settings.connectParameters
        var keywords = parameters.map { Self.copy($0.keyword) } + [nil]
        var values = parameters.map { Self.copy($0.value) } + [nil]
        defer { for copy in keywords + values { free(UnsafeMutablePointer(mutating: copy)) } }
        guard let connection = PQconnectStartParams(&keywords, &values, 0) else {
            throw PostgresError(.connectFailed, "no memory for a connection")
        }
        return connection
    }

    private static func copy(_ text: String) -> UnsafePointer<CChar>? {
        strdup(text).map { UnsafePointer($0) }
    }

    private func poll(until deadline: ContinuousClock.Instant) throws {
        guard let connection, PQstatus(connection) != CONNECTION_BAD else { throw refused() }
        var state = PGRES_POLLING_WRITING
        while state != PGRES_POLLING_OK {
            switch state {
            case PGRES_POLLING_READING: try attend(POLLIN, deadline)
            case PGRES_POLLING_WRITING: try attend(POLLOUT, deadline)
            default: throw refused()
            }
            state = PQconnectPoll(connection)
        }
    }

    private func attend(_ events: Int32, _ deadline: ContinuousClock.Instant) throws {
        while true {
            if interrupter.isClosed { throw abandon(PostgresError(.closed, "the connection was closed")) }
            if isCancelled { throw abandon(Self.cancelled) }
            switch SocketWait.wait(PQsocket(try live()), for: events, until: deadline, interrupter: interrupter) {
            case .ready: return
            case .woken: interrupter.rearm()
            case .timedOut:
                throw abandon(
                    PostgresError(
                        .timeout, "there was no connecting to \(settings.target) in time"))
            }
        }
    }

    private func refused() -> PostgresError {
        guard let connection else { return lost() }
        var error = Refusal.error(of: PostgresError.line(PQerrorMessage(connection)))
        error.message = settings.redacted(error.message)
        return abandon(error)
    }
}

/// Why a connection was refused, parsed from libpq's verbose text: `FATAL:  28P01: password ... LOCATION:  auth.c:326`.
enum Refusal {
    static func error(of text: String) -> PostgresError {
        let words = text.split(separator: " ")
        let place = words.lastIndex { $0.count == 6 && $0.last == ":" && isState($0.dropLast()) }
        var kept = words.enumerated().filter { $0.offset != place }.map(\.element)
        if let location = kept.lastIndex(of: "LOCATION:") { kept = Array(kept[..<location]) }
        let state = place.map { SQLState(rawValue: String(words[$0].dropLast())) }
        return PostgresError(.connectFailed, kept.joined(separator: " "), sqlState: state)
    }

    private static func isState(_ word: Substring) -> Bool {
        word.allSatisfy { $0.isASCII && ($0.isNumber || $0.isUppercase) } && word.contains(where: \.isNumber)
    }
}
