import CBrotli
import Foundation
import Zlib

/// Counts bytes before and after compression, one buffer at a time.
final class SizeCounter {
    /// Web servers that compress on the fly use levels around this one.
    static let gzipLevel = 4
    static let brotliQuality: UInt32 = 6

    private let deflater: DeflateStream
    private let input: UnsafeMutableRawBufferPointer
    private let output: UnsafeMutableRawBufferPointer

    init() throws(AnalysisFailure) {
        guard let deflater = DeflateStream(.gzip, level: Self.gzipLevel) else {
            throw .machine(.compress, .measuring, cause: .outOfMemory)
        }
        self.deflater = deflater
        input = .allocate(byteCount: bufferBytes, alignment: 16)
        output = .allocate(byteCount: bufferBytes, alignment: 16)
    }

    deinit {
        input.deallocate()
        output.deallocate()
    }

    /// - Parameters:
    ///   - size: how many bytes `source` holds; brotli uses it to choose its strategy.
    ///   - gzip: called with each piece of the gzip stream.
    func measure(
        _ source: any ByteInput, size: Int, gzip: (UnsafeRawBufferPointer) -> Void = { _ in }
    ) throws(AnalysisFailure) -> Size {
        guard let brotli = BrotliEncoderCreateInstance(nil, nil, nil) else {
            throw .machine(.compress, .measuring, cause: .outOfMemory)
        }
        defer { BrotliEncoderDestroyInstance(brotli) }
        BrotliEncoderSetParameter(brotli, BROTLI_PARAM_QUALITY, Self.brotliQuality)
        BrotliEncoderSetParameter(brotli, BROTLI_PARAM_SIZE_HINT, UInt32(clamping: min(size, 1 << 30)))
        deflater.reset()
        var result = Size.zero
        while case let count = try source.read(into: input), count > 0 {
            try AnalysisFailure.checkCancellation(.measuring)
            let part = UnsafeRawBufferPointer(rebasing: input[..<count])
            result.raw += count
            result.gzip += deflated(part, isLast: false, gzip)
            result.brotli += try encoded(part, brotli, BROTLI_OPERATION_PROCESS)
        }
        let nothing = UnsafeRawBufferPointer(rebasing: input[..<0])
        result.gzip += deflated(nothing, isLast: true, gzip)
        result.brotli += try encoded(nothing, brotli, BROTLI_OPERATION_FINISH)
        return result
    }

    private func deflated(
        _ part: UnsafeRawBufferPointer, isLast: Bool, _ gzip: (UnsafeRawBufferPointer) -> Void
    ) -> Int {
        var count = 0, rest = part
        while true {
            let written = deflater.step(&rest, into: output, isLast: isLast).written
            count += written
            if written > 0 { gzip(UnsafeRawBufferPointer(rebasing: output[..<written])) }
            if written < output.count { return count }
        }
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
