import Foundation
import Zlib

/// Inflates another input; refuses input that unpacks to too much.
final class GzipInput: ByteInput {
    private let source: any ByteInput
    private var expansion: Expansion
    private let stream: InflateStream
    private let input: UnsafeMutableRawBufferPointer
    /// The part of `input` that is still to be decompressed.
    private var rest: UnsafeRawBufferPointer
    private var sourceEnded = false
    private var ended = false

    /// - Parameter file: what `source` is, for failures.
    init(
        _ source: any ByteInput, of file: CompressedFile, limits: ArchiveLimits, stage: AnalysisFailure.Stage
    ) throws(AnalysisFailure) {
        guard let stream = InflateStream(.gzip) else { throw .machine(.decompress, stage, cause: .outOfMemory) }
        self.stream = stream
        self.source = source
        expansion = Expansion(of: file, limits: limits, stage: stage)
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
        try expansion.add(consumed: before - rest.count, produced: written)
        switch status {
        case .running: break
        case .ended: try startNextMember()
        case .stalled where sourceEnded: throw .compression(.cutOff, of: expansion.file, expansion.stage)
        case .outOfMemory: throw .machine(.decompress, expansion.stage, cause: .outOfMemory)
        case .stalled, .damaged: throw .compression(.damaged, of: expansion.file, expansion.stage)
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
}
