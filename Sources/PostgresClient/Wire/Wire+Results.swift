import CLibPQ
import Glibc

extension Wire {
    /// Sends what libpq has queued. Reads as well: a server that cannot send its responses accepts no more requests.
    func flush() throws {
        roundTrips += 1
        while true {
            switch PQflush(try live()) {
            case 0: return
            case 1:
                try wait(for: POLLIN | POLLOUT)
                // A read error shows in the result.
                PQconsumeInput(try live())
            default: throw lost()
            }
        }
    }

    /// The next result of the statement; nil after the last. The caller clears it.
    func nextResult() throws -> OpaquePointer? {
        let connection = try live()
        while PQisBusy(connection) != 0 {
            try wait(for: POLLIN)
            // libpq turns it into an error result with the server's last message.
            guard PQconsumeInput(connection) != 0 else { break }
        }
        return PQgetResult(connection)
    }

    /// Gives up a connection whose peer is gone, with libpq's message about it.
    func lost() -> PostgresError {
        guard let connection else { return loss ?? PostgresError(.closed, "the connection was closed") }
        return abandon(PostgresError(.connectionLost, connection: connection))
    }

    /// The actual error, given the state of the connection and the task; then calls `settle`.
    func diagnose(_ error: PostgresError) -> PostgresError {
        guard let connection else { return error }
        if PQstatus(connection) == CONNECTION_BAD { return abandon(error.with(.connectionLost)) }
        let isOurs = wasCancelled && error.sqlState == .queryCanceled
        settle()
        return isOurs ? error.with(.cancelled) : error
    }

    /// Reads all results of what was sent: returns the last, or throws the first error.
    func finish() throws -> PostgresResult {
        try flush()
        var last: PostgresResult?
        var failure: PostgresError?
        while let raw = try nextResult() {
            let result = PostgresResult(raw)
            if let error = try refuse(result) { failure = failure ?? error } else { last = result }
        }
        if let failure { throw diagnose(failure) }
        guard let last else { throw lost() }
        settle()
        return last
    }

    /// The error in a failed result; nil for a good one. COPY has its own methods, and is ended here.
    private func refuse(_ result: PostgresResult) throws -> PostgresError? {
        switch result.status {
        case PGRES_TUPLES_OK, PGRES_COMMAND_OK, PGRES_EMPTY_QUERY: return nil
        case PGRES_COPY_IN, PGRES_COPY_OUT, PGRES_COPY_BOTH:
            throw abandon(PostgresError.invalid("COPY was sent as a statement; copyIn and copyOut are for it"))
        default: return PostgresError(result: result.raw)
        }
    }
}
