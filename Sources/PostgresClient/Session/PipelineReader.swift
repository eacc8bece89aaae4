import CLibPQ

/// The steps sent in a pipeline, in order; each has a result.
enum PipelineStep {
    case prepare(String, [UInt32], String, for: Int)
    case run(Int)
}

/// Reads the results of a pipeline.
struct PipelineReader {
    private let wire: Wire
    private var outcomes: [Result<PostgresResult, PostgresError>?]
    /// Names of the statements that the server has prepared.
    private(set) var prepared: Set<String> = []
    /// Whether a prepared statement was no longer valid.
    private(set) var isStale = false

    init(_ wire: Wire, count: Int) {
        self.wire = wire
        outcomes = Array(repeating: nil, count: count)
    }

    mutating func read(_ step: PipelineStep) throws {
        let outcome = try next()
        switch step {
        case .prepare(_, _, let name, for: let place):
            switch outcome {
            case .success: prepared.insert(name)
            case .failure: outcomes[place] = outcome
            }
        case .run(let place):
            // A statement that could not be prepared already has its error.
            if outcomes[place] == nil { outcomes[place] = outcome }
        }
    }

    /// Reads to the end of the pipeline and returns the outcomes.
    mutating func end() throws -> [Result<PostgresResult, PostgresError>] {
        guard let raw = try wire.nextResult() else { throw wire.lost() }
        let sync = PostgresResult(raw)
        guard sync.status == PGRES_PIPELINE_SYNC, PQexitPipelineMode(try wire.live()) == 1 else { throw wire.lost() }
        let wasCancelled = wire.wasCancelled
        wire.settle()
        return outcomes.enumerated().map { place, outcome in
            (outcome ?? .failure(PostgresError(.aborted, "the statement was not answered")))
                .mapError { $0.of(place, wasCancelled) }
        }
    }

    /// The result of one step. Several would mean a statement with several results, which cannot be prepared.
    private mutating func next() throws -> Result<PostgresResult, PostgresError> {
        var outcome: Result<PostgresResult, PostgresError>?
        while let raw = try wire.nextResult() {
            let result = PostgresResult(raw)
            try refuseCopy(result)
            outcome = outcome ?? classify(result)
        }
        if let connection = wire.connection, PQstatus(connection) == CONNECTION_BAD {
            guard case .failure(let error) = outcome else { throw wire.lost() }
            throw wire.abandon(error.with(.connectionLost))
        }
        guard let outcome else { throw wire.lost() }
        return outcome
    }

    /// The results of a COPY in a pipeline never end.
    private func refuseCopy(_ result: PostgresResult) throws {
        switch result.status {
        case PGRES_COPY_IN, PGRES_COPY_OUT, PGRES_COPY_BOTH:
            throw wire.abandon(PostgresError.invalid("COPY was sent in a pipeline; copyIn and copyOut are for it"))
        default: return
        }
    }

    private mutating func classify(_ result: PostgresResult) -> Result<PostgresResult, PostgresError> {
        switch result.status {
        case PGRES_TUPLES_OK, PGRES_COMMAND_OK, PGRES_EMPTY_QUERY: return .success(result)
        case PGRES_PIPELINE_ABORTED:
            return .failure(PostgresError(.aborted, "an earlier statement of the pipeline had failed"))
        default:
            let error = PostgresError(result: result.raw)
            if error.isStaleStatement { isStale = true }
            return .failure(error)
        }
    }
}

extension PostgresError {
    fileprivate func of(_ place: Int, _ wasCancelled: Bool) -> PostgresError {
        var error = self
        error.statement = place
        if wasCancelled && sqlState == .queryCanceled { error.kind = .cancelled }
        return error
    }
}
