import CLibPQ
import Glibc

extension Wire {
    /// Sends what libpq has queued. Reads too: a server that cannot get rid of its answers takes no more questions.
    func flush() throws {
        while true {
            switch PQflush(try live()) {
            case 0: return
            case 1:
                try wait(for: POLLIN | POLLOUT)
                // A failure of reading shows in the result.
                PQconsumeInput(try live())
            default: throw lost()
            }
        }
    }

    /// The next result of the statement, nil after its last. The caller clears it.
    func nextResult() throws -> OpaquePointer? {
        let connection = try live()
        while PQisBusy(connection) != 0 {
            try wait(for: POLLIN)
            // libpq makes an error result of it, with what the server last said.
            guard PQconsumeInput(connection) != 0 else { break }
        }
        return PQgetResult(connection)
    }

    /// Gives up a connection whose other end is gone, with what libpq says of it.
    func lost() -> PostgresError {
        guard let connection else { return loss ?? PostgresError(.closed, "the connection was closed") }
        return abandon(PostgresError(.connectionLost, connection: connection))
    }

    /// What `error` is in truth, given what has become of the connection and of the task; then `settle`.
    func judge(_ error: PostgresError) -> PostgresError {
        guard let connection else { return error }
        if PQstatus(connection) == CONNECTION_BAD { return abandon(error.with(.connectionLost)) }
        let isOurs = wasCancelled && error.sqlState == .queryCanceled
        settle()
        return isOurs ? error.with(.cancelled) : error
    }

    /// All the results of what was sent: the last of them, or the first error.
    func finish() throws -> PostgresResult {
        try flush()
        var last: PostgresResult?
        var failure: PostgresError?
        while let raw = try nextResult() {
            let result = PostgresResult(raw)
            if let error = try refuse(result) { failure = failure ?? error } else { last = result }
        }
        if let failure { throw judge(failure) }
        guard let last else { throw lost() }
        settle()
        return last
    }

    /// The error that a result is, nil for a good one. COPY has methods of its own, and is ended here.
    private func refuse(_ result: PostgresResult) throws -> PostgresError? {
        switch result.status {
        case PGRES_TUPLES_OK, PGRES_COMMAND_OK, PGRES_EMPTY_QUERY: return nil
        case PGRES_COPY_IN, PGRES_COPY_OUT, PGRES_COPY_BOTH:
            throw abandon(PostgresError.invalid("COPY was sent as a statement; copyIn and copyOut are for it"))
        default: return PostgresError(result: result.raw)
        }
    }
}
