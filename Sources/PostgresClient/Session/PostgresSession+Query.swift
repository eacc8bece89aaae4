import CLibPQ

extension PostgresSession {
    /// Runs one statement with its parameters, `$1` and so on, and returns its rows. It is prepared on first use.
    @discardableResult
    package func query<each Value: PostgresEncodable>(
        _ sql: String, _ values: repeat each Value
    ) throws -> PostgresResult {
        var parameters = PostgresParameters()
        repeat parameters.append(each values)
        return try query(sql, parameters: parameters)
    }

    /// The same, with parameters that have been collected before.
    @discardableResult
    package func query(_ sql: String, parameters: PostgresParameters) throws -> PostgresResult {
        try parameters.check()
        guard postponed.count == 0 else { return try runWithPostponed(sql, parameters) }
        do {
            return try runPrepared(sql, parameters)
        } catch let error as PostgresError where error.isStaleStatement {
            statements.forget(sql)
            // In a transaction it is too late: the error has failed it.
            guard !isInTransaction else { throw error }
            return try runPrepared(sql, parameters)
        }
    }

    /// Runs a one-off statement without keeping it prepared, for SQL whose text is built dynamically.
    @discardableResult
    package func queryOnce(_ sql: String, parameters: PostgresParameters = PostgresParameters()) throws
        -> PostgresResult
    {
        try parameters.check()
        try Self.checkText(sql)
        try sendPostponed()
        let connection = try wire.idle()
        let sent = parameters.withPointers { values, lengths, formats in
            PQsendQueryParams(
                connection, sql, Int32(parameters.count), parameters.types, values, lengths, formats, 1)
        }
        guard sent == 1 else { throw wire.lost() }
        return try wire.finish()
    }

    /// Runs one or more statements, separated by semicolons, without parameters and without readable rows: migrations,
    /// for example. They form one transaction unless they say otherwise.
    @discardableResult
    package func execute(_ sql: String) throws -> PostgresResult {
        try Self.checkText(sql)
        try sendPostponed()
        guard PQsendQuery(try wire.idle(), sql) == 1 else { throw wire.lost() }
        return try wire.finish()
    }

    private func runWithPostponed(_ sql: String, _ parameters: PostgresParameters) throws -> PostgresResult {
        do {
            return try pipeline { try $0.add(sql, parameters: parameters) }[0]
        } catch var error as PostgresError {
            error.statement = nil
            throw error
        }
    }

    private func runPrepared(_ sql: String, _ parameters: PostgresParameters) throws -> PostgresResult {
        let name = try prepare(sql, parameters.types)
        guard try send(name, parameters) else { throw wire.lost() }
        return try wire.finish()
    }

    func send(_ name: String, _ parameters: PostgresParameters) throws -> Bool {
        let connection = try wire.live()
        return parameters.withPointers { values, lengths, formats in
            PQsendQueryPrepared(connection, name, Int32(parameters.count), values, lengths, formats, 1)
        } == 1
    }

    /// Returns the name of the prepared statement.
    private func prepare(_ sql: String, _ types: [UInt32]) throws -> String {
        let connection = try wire.idle()
        if let name = statements.name(of: sql, types: types) { return name }
        try Self.checkText(sql)
        try deallocateRetired()
        let name = statements.freshName()
        guard PQsendPrepare(connection, name, sql, Int32(types.count), types) == 1 else { throw wire.lost() }
        _ = try wire.finish()
        statements.insert(sql, types: types, name: name)
        return name
    }

    /// Frees what the server keeps for statements that are no longer used.
    func deallocateRetired() throws {
        // In a transaction, an error would fail it: after DISCARD ALL, the server does not know the name.
        guard !statements.retired.isEmpty, !isInTransaction else { return }
        for name in statements.takeRetired() {
            do { try execute("DEALLOCATE \(name)") } catch let error as PostgresError where error.kind == .server {}
        }
    }

    /// The text is passed to C, where it would end at a zero byte.
    static func checkText(_ sql: String) throws {
        guard !sql.utf8.contains(0) else { throw PostgresError.invalid("a statement has a zero byte in its text") }
    }
}
