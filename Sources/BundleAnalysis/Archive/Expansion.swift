/// How much compressed data has become by decompressing it; refuses what becomes too much.
struct Expansion {
    let limits: ArchiveLimits
    /// What is decompressed, for failures.
    let file: CompressedFile
    let stage: AnalysisFailure.Stage
    private var consumed = 0
    private var produced = 0

    init(of file: CompressedFile, limits: ArchiveLimits, stage: AnalysisFailure.Stage) {
        self.limits = limits
        self.file = file
        self.stage = stage
    }

    /// Notes that `consumed` more compressed bytes became `produced` more bytes.
    mutating func add(consumed: Int, produced: Int) throws(AnalysisFailure) {
        self.consumed += consumed
        self.produced += produced
        if self.produced > limits.unpackedBytes {
            throw .compression(.tooLarge(limit: limits.unpackedBytes), of: file, stage)
        }
        if self.produced > limits.ratioFloorBytes { try checkRatio(limits.compressionRatio) }
        if self.produced > limits.largeBytes { try checkRatio(limits.largeRatio) }
    }

    private func checkRatio(_ limit: Int) throws(AnalysisFailure) {
        guard produced / max(consumed, 1) >= limit else { return }
        throw .compression(.ratio(limit: limit), of: file, stage)
    }
}
