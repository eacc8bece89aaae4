/// Statements that are sent together, without waiting for the result of one before sending the next.
package struct PostgresPipeline: Sendable {
    /// The most statements in one pipeline: libpq keeps all of them in memory until their results arrive.
    package static let maximumStatements = 10_000

    struct Statement: Sendable {
        let sql: String
        let parameters: PostgresParameters
    }

    private(set) var statements: [Statement] = []

    package init() {}

    package var count: Int { statements.count }

    /// Adds a statement; its result has the same index among the results.
    package mutating func add<each Value: PostgresEncodable>(_ sql: String, _ values: repeat each Value) throws {
        var parameters = PostgresParameters()
        repeat parameters.append(each values)
        try add(sql, parameters: parameters)
    }

    /// Adds those of another one.
    mutating func append(_ other: PostgresPipeline) {
        statements += other.statements
    }

    /// Throws `PostgresError` (`.invalid`) beyond a limit.
    package mutating func add(_ sql: String, parameters: PostgresParameters) throws {
        guard count < Self.maximumStatements else {
            throw PostgresError.invalid("a pipeline has at most \(Self.maximumStatements) statements")
        }
        try parameters.check()
        try PostgresSession.checkText(sql)
        statements.append(Statement(sql: sql, parameters: parameters))
    }
}
