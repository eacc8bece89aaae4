import Foundation
import Zlib

/// Compresses its input and writes it to a file.
final class GzipWriter {
    /// zlib's own default: an upload is packed once and read once.
    static let level = 6

    private let output: FileOutput
    private let stream: DeflateStream
    private let buffer: UnsafeMutableRawBufferPointer

    init(_ output: FileOutput) throws(AnalysisFailure) {
        guard let stream = DeflateStream(.gzip, level: Self.level) else {
            throw .machine(.compress, .packing, cause: .outOfMemory)
        }
        self.output = output
        self.stream = stream
        buffer = .allocate(byteCount: bufferBytes, alignment: 16)
    }

    deinit { buffer.deallocate() }

    func write(_ bytes: UnsafeRawBufferPointer) throws(AnalysisFailure) {
        var rest = bytes
        while !rest.isEmpty { _ = try step(&rest, isLast: false) }
    }

    func write(_ bytes: [UInt8]) throws(AnalysisFailure) {
        var failure: AnalysisFailure?
        bytes.withUnsafeBytes { part in
            do throws(AnalysisFailure) { try write(part) } catch { failure = error }
        }
        if let failure { throw failure }
    }

    func finish() throws(AnalysisFailure) {
        var nothing = UnsafeRawBufferPointer(start: nil, count: 0)
        while try !step(&nothing, isLast: true) {}
    }

    /// - Returns: whether the compressed data has ended.
    private func step(_ bytes: inout UnsafeRawBufferPointer, isLast: Bool) throws(AnalysisFailure) -> Bool {
        let (count, ended) = stream.step(&bytes, into: buffer, isLast: isLast)
        try output.write(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
        return ended
    }
}
