import CLibPQ

extension PostgresSession {
    /// Sends all the statements that `build` adds, and returns their results in the same order. Outside a transaction,
    /// they form one: all of them or none.
    ///
    /// Throws the error of the first statement that failed, with its index in `statement` (nil for one that was
    /// postponed); what came before it is rolled back (or the surrounding transaction has failed), and what comes after
    /// it was not run.
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
        guard pipeline.count + postponed.count > 0 else { return [] }
        try deallocateRetired()
        _ = try wire.idle()
        let isBeginning = !isInTransactionThere
        let postponed = takePostponed(into: &pipeline)
        var outcomes = try outcomes(of: pipeline)
        if postponed > 0, isBeginning, case .failure(let error) = outcomes[0], error.isStaleStatement {
            // BEGIN itself was not known there any more, so nothing was run.
            outcomes = try self.outcomes(of: pipeline)
        }
        for outcome in outcomes.prefix(postponed) {
            if case .failure(var error) = outcome {
                error.statement = nil
                throw error
            }
        }
        return outcomes.dropFirst(postponed).map { outcome in
            outcome.mapError { error in
                var error = error
                error.statement = error.statement.map { $0 - postponed }
                return error
            }
        }
    }

    /// Sends the statements, and waits for what becomes of each.
    private func outcomes(
        of pipeline: PostgresPipeline
    ) throws -> [Result<PostgresResult, PostgresError>] {
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
