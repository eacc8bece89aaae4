import CLibPQ

extension PostgresSession {
    /// Sends all the statements that `build` adds, and returns their results in the same order. Outside a transaction,
    /// they form one: all of them or none.
    ///
    /// Throws the error of the first statement that failed, with its index in `statement`; what came before it is
    /// rolled back (or the surrounding transaction has failed), and what comes after it was not run.
    @discardableResult
    package func pipeline(_ build: (inout PostgresPipeline) throws -> Void) throws -> [PostgresResult] {
        try pipelineOutcomes(build).map { try $0.get() }
    }

    /// The same, with each statement's outcome: its result (which is rolled back all the same if a later one failed),
    /// its error, or `.aborted` after an error. Throws only if the pipeline as a whole cannot be sent or read.
    package func pipelineOutcomes(
        _ build: (inout PostgresPipeline) throws -> Void
    ) throws -> [Result<PostgresResult, PostgresError>] {
        var pipeline = PostgresPipeline()
        try build(&pipeline)
        guard pipeline.count > 0 else { return [] }
        try deallocateRetired()
        let connection = try wire.idle()
        guard PQenterPipelineMode(connection) == 1 else { throw wire.lost() }
        let steps = try send(pipeline, connection)
        var reader = PipelineReader(wire, count: pipeline.count)
        for step in steps { try reader.read(step) }
        let outcomes = try reader.end()
        remember(steps, reader)
        return outcomes
    }

    private func send(_ pipeline: PostgresPipeline, _ connection: OpaquePointer) throws -> [PipelineStep] {
        var steps: [PipelineStep] = []
        var fresh: [String: (name: String, types: [UInt32])] = [:]
        for (place, statement) in pipeline.statements.enumerated() {
            let types = statement.parameters.types
            let known = statements.name(of: statement.sql, types: types)
            var name = known ?? fresh[statement.sql].flatMap { $0.types == types ? $0.name : nil }
            if name == nil {
                let new = statements.freshName()
                guard PQsendPrepare(connection, new, statement.sql, Int32(types.count), types) == 1
                else { throw wire.lost() }
                steps.append(.prepare(statement.sql, types, new, for: place))
                fresh[statement.sql] = (new, types)
                name = new
            }
            guard let name, try send(name, statement.parameters) else { throw wire.lost() }
            steps.append(.run(place))
        }
        guard PQpipelineSync(connection) == 1 else { throw wire.lost() }
        try wire.flush()
        return steps
    }

    /// Keeps what was prepared along the way, and drops what turned out to be stale.
    private func remember(_ steps: [PipelineStep], _ reader: PipelineReader) {
        for case .prepare(let sql, let types, let name, _) in steps where reader.prepared.contains(name) {
            statements.insert(sql, types: types, name: name)
        }
        // Whichever it was, each is prepared again at its next use.
        if reader.isStale { statements.forgetAll() }
    }
}
