import CZlib
import Foundation

/// Compresses its input and writes it to a file.
final class GzipWriter {
    /// zlib's own default: an upload is packed once and read once.
    static let level: Int32 = 6

    private let output: FileOutput
    private let stream: UnsafeMutablePointer<z_stream>
    private let buffer: UnsafeMutableRawBufferPointer

    init(_ output: FileOutput) throws(AnalysisFailure) {
        self.output = output
        stream = .allocate(capacity: 1)
        stream.initialize(to: z_stream())
        buffer = .allocate(byteCount: bufferBytes, alignment: 16)
        let status = deflateInit2_(
            stream, Self.level, Z_DEFLATED, 31, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION,
            Int32(MemoryLayout<z_stream>.size))
        guard status == Z_OK else { throw .machine(.compress, .packing, cause: .library(code: status)) }
    }

    deinit {
        deflateEnd(stream)
        stream.deallocate()
        buffer.deallocate()
    }

    func write(_ bytes: UnsafeRawBufferPointer) throws(AnalysisFailure) {
        guard !bytes.isEmpty else { return }
        stream.pointee.next_in = UnsafeMutablePointer(mutating: bytes.bindMemory(to: UInt8.self).baseAddress)
        stream.pointee.avail_in = UInt32(bytes.count)
        while stream.pointee.avail_in > 0 { _ = try step(Z_NO_FLUSH) }
    }

    func write(_ bytes: [UInt8]) throws(AnalysisFailure) {
        var failure: AnalysisFailure?
        bytes.withUnsafeBytes { part in
            do throws(AnalysisFailure) { try write(part) } catch { failure = error }
        }
        if let failure { throw failure }
    }

    func finish() throws(AnalysisFailure) {
        while try step(Z_FINISH) != Z_STREAM_END {}
    }

    private func step(_ flush: Int32) throws(AnalysisFailure) -> Int32 {
        stream.pointee.next_out = buffer.bindMemory(to: UInt8.self).baseAddress
        stream.pointee.avail_out = UInt32(buffer.count)
        let status = deflate(stream, flush)
        let count = buffer.count - Int(stream.pointee.avail_out)
        try output.write(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
        return status
    }
}
