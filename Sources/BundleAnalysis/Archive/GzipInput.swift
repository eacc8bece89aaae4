import CZlib
import Foundation

/// Inflates another input; refuses input that unpacks to too much.
final class GzipInput: ByteInput {
    private let source: any ByteInput
    private let limits: ArchiveLimits
    private let file: CompressedFile
    private let stage: AnalysisFailure.Stage
    /// zlib keeps a pointer to it, so it must not move.
    private let stream: UnsafeMutablePointer<z_stream>
    private let input: UnsafeMutableRawBufferPointer
    private var consumed = 0
    private var produced = 0
    private var sourceEnded = false
    private var ended = false

    /// - Parameter file: what `source` is, for failures.
    init(
        _ source: any ByteInput, of file: CompressedFile, limits: ArchiveLimits, stage: AnalysisFailure.Stage
    ) throws(AnalysisFailure) {
        self.source = source
        self.limits = limits
        self.file = file
        self.stage = stage
        stream = .allocate(capacity: 1)
        stream.initialize(to: z_stream())
        input = .allocate(byteCount: bufferBytes, alignment: 16)
        // 31: a window of 32 KiB in a gzip wrapper.
        let status = inflateInit2_(stream, 31, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
        guard status == Z_OK else { throw .machine(.decompress, stage, cause: .library(code: status)) }
    }

    deinit {
        inflateEnd(stream)
        stream.deallocate()
        input.deallocate()
    }

    func read(into buffer: UnsafeMutableRawBufferPointer) throws(AnalysisFailure) -> Int {
        guard !ended, buffer.count > 0 else { return 0 }
        stream.pointee.next_out = buffer.bindMemory(to: UInt8.self).baseAddress
        stream.pointee.avail_out = UInt32(buffer.count)
        while !ended, stream.pointee.avail_out == UInt32(buffer.count) {
            try step()
        }
        return buffer.count - Int(stream.pointee.avail_out)
    }

    private func step() throws(AnalysisFailure) {
        try fill()
        let (inBefore, outBefore) = (stream.pointee.avail_in, stream.pointee.avail_out)
        let status = inflate(stream, Z_NO_FLUSH)
        consumed += Int(inBefore - stream.pointee.avail_in)
        produced += Int(outBefore - stream.pointee.avail_out)
        try checkLimits()
        switch status {
        case Z_OK: break
        case Z_STREAM_END: try startNextMember()
        case Z_BUF_ERROR where sourceEnded: throw .compression(.cutOff, of: file, stage)
        case Z_MEM_ERROR: throw .machine(.decompress, stage, cause: .outOfMemory)
        default: throw .compression(.damaged, of: file, stage)
        }
    }

    private func fill() throws(AnalysisFailure) {
        guard stream.pointee.avail_in == 0, !sourceEnded else { return }
        let count = try source.read(into: input)
        sourceEnded = count == 0
        stream.pointee.next_in = input.bindMemory(to: UInt8.self).baseAddress
        stream.pointee.avail_in = UInt32(count)
    }

    /// Several consecutive gzip members form one stream; anything else after the last one is ignored, as gzip does.
    private func startNextMember() throws(AnalysisFailure) {
        try fill()
        guard stream.pointee.avail_in > 0, stream.pointee.next_in.pointee == 0x1f else { return ended = true }
        inflateReset(stream)
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
