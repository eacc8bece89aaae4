import CZstd

/// Decompresses another input with zstd; refuses input that unpacks to too much, or takes too much memory.
final class ZstdInput: ByteInput {
    private let source: any ByteInput
    private var expansion: Expansion
    private let stream: OpaquePointer
    private let input: UnsafeMutableRawBufferPointer
    /// The part of `input` that is still to be decompressed.
    private var rest: Range<Int> = 0..<0
    private var sourceEnded = false
    /// Whether the decoder is at the end of a frame; several in a row are one stream.
    private var isBetweenFrames = true
    /// Whether the decoder may have more to write without reading.
    private var mayHaveMore = false

    /// - Parameter file: what `source` is, for failures.
    init(
        _ source: any ByteInput, of file: CompressedFile, limits: ArchiveLimits, stage: AnalysisFailure.Stage
    ) throws(AnalysisFailure) {
        guard let stream = ZSTD_createDStream() else { throw .machine(.decompress, stage, cause: .outOfMemory) }
        self.stream = stream
        self.source = source
        expansion = Expansion(of: file, limits: limits, stage: stage)
        input = .allocate(byteCount: bufferBytes, alignment: 16)
        ZSTD_DCtx_setParameter(stream, ZSTD_d_windowLogMax, Int32(limits.windowBytes.trailingZeroBitCount))
    }

    deinit {
        ZSTD_freeDStream(stream)
        input.deallocate()
    }

    func read(into buffer: UnsafeMutableRawBufferPointer) throws(AnalysisFailure) -> Int {
        guard buffer.count > 0 else { return 0 }
        while true {
            try fill()
            if rest.isEmpty, sourceEnded, !mayHaveMore {
                guard isBetweenFrames else { throw .compression(.cutOff, of: expansion.file, expansion.stage) }
                return 0
            }
            let count = try step(into: buffer)
            if count > 0 { return count }
        }
    }

    private func fill() throws(AnalysisFailure) {
        guard rest.isEmpty, !sourceEnded, !mayHaveMore else { return }
        let count = try source.read(into: input)
        sourceEnded = count == 0
        rest = 0..<count
    }

    private func step(into buffer: UnsafeMutableRawBufferPointer) throws(AnalysisFailure) -> Int {
        var from = ZSTD_inBuffer(src: input.baseAddress, size: rest.upperBound, pos: rest.lowerBound)
        var to = ZSTD_outBuffer(dst: buffer.baseAddress, size: buffer.count, pos: 0)
        let status = ZSTD_decompressStream(stream, &to, &from)
        if ZSTD_isError(status) != 0 { throw failure(ZSTD_getErrorCode(status)) }
        let consumed = from.pos - rest.lowerBound
        rest = from.pos..<rest.upperBound
        // Nothing is left to write of what was read, unless the room was filled.
        mayHaveMore = to.pos == to.size
        if consumed > 0 || to.pos > 0 { isBetweenFrames = status == 0 }
        try expansion.add(consumed: consumed, produced: to.pos)
        return to.pos
    }

    private func failure(_ code: ZSTD_ErrorCode) -> AnalysisFailure {
        switch code {
        case ZSTD_error_memory_allocation: .machine(.decompress, expansion.stage, cause: .outOfMemory)
        case ZSTD_error_frameParameter_windowTooLarge:
            .compression(.windowTooLarge(limit: expansion.limits.windowBytes), of: expansion.file, expansion.stage)
        default: .compression(.damaged, of: expansion.file, expansion.stage)
        }
    }
}
