import CBrotli
import CZlib
import Foundation

/// Counts bytes before and after compression, one buffer at a time; compressed data is not kept.
final class SizeCounter {
    /// Web servers that compress on the fly use levels around this one.
    static let gzipLevel: Int32 = 4
    static let brotliQuality: UInt32 = 6

    private let deflater: UnsafeMutablePointer<z_stream>
    private let input: UnsafeMutableRawBufferPointer
    private let output: UnsafeMutableRawBufferPointer

    init() throws(AnalysisFailure) {
        deflater = .allocate(capacity: 1)
        deflater.initialize(to: z_stream())
        input = .allocate(byteCount: bufferBytes, alignment: 16)
        output = .allocate(byteCount: bufferBytes, alignment: 16)
        // 31: a window of 32 KiB in a gzip wrapper.
        let status = deflateInit2_(
            deflater, Self.gzipLevel, Z_DEFLATED, 31, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION,
            Int32(MemoryLayout<z_stream>.size))
        guard status == Z_OK else { throw .machine(.compress, .measuring, cause: .library(code: status)) }
    }

    deinit {
        deflateEnd(deflater)
        deflater.deallocate()
        input.deallocate()
        output.deallocate()
    }

    /// - Parameter size: how many bytes `source` holds; brotli uses it to choose its strategy.
    func measure(_ source: any ByteInput, size: Int) throws(AnalysisFailure) -> Size {
        guard let brotli = BrotliEncoderCreateInstance(nil, nil, nil) else {
            throw .machine(.compress, .measuring, cause: .outOfMemory)
        }
        defer { BrotliEncoderDestroyInstance(brotli) }
        BrotliEncoderSetParameter(brotli, BROTLI_PARAM_QUALITY, Self.brotliQuality)
        BrotliEncoderSetParameter(brotli, BROTLI_PARAM_SIZE_HINT, UInt32(clamping: min(size, 1 << 30)))
        deflateReset(deflater)
        var result = Size.zero
        while case let count = try source.read(into: input), count > 0 {
            try AnalysisFailure.checkCancellation(.measuring)
            let part = UnsafeRawBufferPointer(rebasing: input[..<count])
            result.raw += count
            result.gzip += deflated(part, Z_NO_FLUSH)
            result.brotli += try encoded(part, brotli, BROTLI_OPERATION_PROCESS)
        }
        let nothing = UnsafeRawBufferPointer(rebasing: input[..<0])
        result.gzip += deflated(nothing, Z_FINISH)
        result.brotli += try encoded(nothing, brotli, BROTLI_OPERATION_FINISH)
        return result
    }

    private func deflated(_ part: UnsafeRawBufferPointer, _ flush: Int32) -> Int {
        var count = 0
        deflater.pointee.next_in = UnsafeMutablePointer(mutating: part.bindMemory(to: UInt8.self).baseAddress)
        deflater.pointee.avail_in = UInt32(part.count)
        repeat {
            deflater.pointee.next_out = output.bindMemory(to: UInt8.self).baseAddress
            deflater.pointee.avail_out = UInt32(output.count)
            deflate(deflater, flush)
            count += output.count - Int(deflater.pointee.avail_out)
        } while deflater.pointee.avail_out == 0
        return count
    }

    private func encoded(
        _ part: UnsafeRawBufferPointer, _ encoder: OpaquePointer, _ operation: BrotliEncoderOperation
    ) throws(AnalysisFailure) -> Int {
        var count = 0
        var available = part.count
        var next = part.bindMemory(to: UInt8.self).baseAddress
        repeat {
            var room = output.count
            var target = output.bindMemory(to: UInt8.self).baseAddress
            guard BrotliEncoderCompressStream(encoder, operation, &available, &next, &room, &target, nil) != 0 else {
                throw .machine(.compress, .measuring, cause: .library(code: 0))
            }
            count += output.count - room
        } while available > 0 || BrotliEncoderHasMoreOutput(encoder) != 0
        return count
    }
}
