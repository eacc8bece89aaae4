import CLibPQ

extension PostgresSession {
    /// Passes each row to `body` as it arrives: memory use stays flat, however many there are. Keeping a row keeps only
    /// that row in memory.
    package func forEachRow<each Value: PostgresEncodable>(
        _ sql: String, _ values: repeat each Value, do body: (PostgresRow) throws -> Void
    ) throws {
        var parameters = PostgresParameters()
        repeat parameters.append(each values)
        try openRows(sql, parameters)
        do {
            while let row = try nextRow() { try body(row) }
        } catch {
            endStream()
            throw error
        }
    }

    /// Starts a statement whose rows are read one by one: call `nextRow` until it returns nil, or else `endStream`.
    func openRows(_ sql: String, _ parameters: PostgresParameters) throws {
        try parameters.check()
        try Self.checkText(sql)
        try sendPostponed()
        let connection = try wire.idle()
        // Not prepared: it is run for its many rows, and a stale statement would be noticed only when it is too late.
        let sent = parameters.withPointers { values, lengths, formats in
            PQsendQueryParams(
                connection, sql, Int32(parameters.count), parameters.types, values, lengths, formats, 1)
        }
        guard sent == 1, PQsetSingleRowMode(connection) == 1 else { throw wire.lost() }
        wire.isStreaming = true
        try wire.flush()
    }

    /// Nil after the last row; then, and after an error, the connection is free for the next statement.
    func nextRow() throws -> PostgresRow? {
        if wire.isCancelled { throw Wire.cancelled }
        guard let raw = try wire.nextResult() else { return try endRows(nil) }
        let result = PostgresResult(raw)
        switch result.status {
        case PGRES_SINGLE_TUPLE: return result[0]
        case PGRES_TUPLES_OK, PGRES_COMMAND_OK, PGRES_EMPTY_QUERY: return try endRows(nil)
        case PGRES_COPY_IN, PGRES_COPY_OUT: throw PostgresError.invalid("the statement is a COPY and has no rows")
        default: return try endRows(PostgresError(result: result.raw))
        }
    }

    /// Up to `count` rows; fewer only at the end.
    func nextRows(_ count: Int) throws -> [PostgresRow] {
        var rows: [PostgresRow] = []
        guard wire.isStreaming else { return rows }
        rows.reserveCapacity(count)
        while rows.count < count, let row = try nextRow() { rows.append(row) }
        return rows
    }

    private func endRows(_ error: PostgresError?) throws -> PostgresRow? {
        wire.isStreaming = false
        while let raw = try wire.nextResult() { PQclear(raw) }
        if let error { throw wire.diagnose(error) }
        wire.settle()
        return nil
    }
}
