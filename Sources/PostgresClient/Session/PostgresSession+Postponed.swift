/// Statements of a transaction that are sent with the next one, or with COMMIT, so that nobody waits for their results.
extension PostgresSession {
    /// Sends a statement along with the next one of the transaction, or with COMMIT at the latest. If it fails, so does
    /// what it is sent with: the transaction has failed.
    package func postpone<each Value: PostgresEncodable>(_ sql: String, _ values: repeat each Value) throws {
        try postpone { try $0.add(sql, repeat each values) }
    }

    /// The same for several statements.
    package func postpone(_ build: (inout PostgresPipeline) throws -> Void) throws {
        guard isInTransaction else { throw PostgresError.invalid("only a statement of a transaction can be postponed") }
        var more = PostgresPipeline()
        try build(&more)
        postponed.append(more)
    }

    /// Sends what was postponed, for a statement that cannot be sent along with it.
    func sendPostponed() throws {
        guard postponed.count > 0 else { return }
        try pipeline { _ in }
    }

    /// Removes what was postponed and puts it before `pipeline`; returns how many statements that were.
    func takePostponed(into pipeline: inout PostgresPipeline) -> Int {
        let count = postponed.count
        guard count > 0 else { return 0 }
        let own = pipeline
        pipeline = postponed
        pipeline.append(own)
        postponed = PostgresPipeline()
        return count
    }
}
