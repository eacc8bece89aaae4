import Foundation
import Zlib

/// Inflates another input; refuses input that unpacks to too much.
final class GzipInput: ByteInput {
    private let source: any ByteInput
    private let limits: ArchiveLimits
    private let file: CompressedFile
    private let stage: AnalysisFailure.Stage
    private let stream: InflateStream
    private let input: UnsafeMutableRawBufferPointer
    /// The part of `input` that is still to be decompressed.
    private var rest: UnsafeRawBufferPointer
    private var consumed = 0
    private var produced = 0
    private var sourceEnded = false
    private var ended = false

    /// - Parameter file: what `source` is, for failures.
    init(
        _ source: any ByteInput, of file: CompressedFile, limits: ArchiveLimits, stage: AnalysisFailure.Stage
    ) throws(AnalysisFailure) {
        guard let stream = InflateStream(.gzip) else { throw .machine(.decompress, stage, cause: .outOfMemory) }
        self.stream = stream
        self.source = source
        self.limits = limits
        self.file = file
        self.stage = stage
        input = .allocate(byteCount: bufferBytes, alignment: 16)
        rest = UnsafeRawBufferPointer(rebasing: input[..<0])
    }

    deinit { input.deallocate() }

    func read(into buffer: UnsafeMutableRawBufferPointer) throws(AnalysisFailure) -> Int {
        guard !ended, buffer.count > 0 else { return 0 }
        var count = 0
        while !ended, count == 0 { count = try step(into: buffer) }
        return count
    }

    private func step(into buffer: UnsafeMutableRawBufferPointer) throws(AnalysisFailure) -> Int {
        try fill()
        let before = rest.count
        let (written, status) = stream.step(&rest, into: buffer)
        consumed += before - rest.count
        produced += written
        try checkLimits()
        switch status {
        case .running: break
        case .ended: try startNextMember()
        case .stalled where sourceEnded: throw .compression(.cutOff, of: file, stage)
        case .outOfMemory: throw .machine(.decompress, stage, cause: .outOfMemory)
        case .stalled, .damaged: throw .compression(.damaged, of: file, stage)
        }
        return written
    }

    private func fill() throws(AnalysisFailure) {
        guard rest.isEmpty, !sourceEnded else { return }
        let count = try source.read(into: input)
        sourceEnded = count == 0
        rest = UnsafeRawBufferPointer(rebasing: input[..<count])
    }

    /// Several consecutive gzip members form one stream; anything else after the last one is ignored, as gzip does.
    private func startNextMember() throws(AnalysisFailure) {
        try fill()
        guard rest.first == 0x1f else { return ended = true }
        stream.reset()
    }

    private func checkLimits() throws(AnalysisFailure) {
        if produced > limits.unpackedBytes {
            throw .compression(.tooLarge(limit: limits.unpackedBytes), of: file, stage)
        }
        if produced > limits.ratioFloorBytes { try checkRatio(limits.compressionRatio) }
        if produced > limits.largeBytes { try checkRatio(limits.largeRatio) }
    }

    private func checkRatio(_ limit: Int) throws(AnalysisFailure) {
        guard produced / max(consumed, 1) >= limit else { return }
        throw .compression(.ratio(limit: limit), of: file, stage)
    }
}
