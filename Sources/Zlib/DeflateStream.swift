import CZlib

/// Compresses one stream piece by piece.
package final class DeflateStream {
    private let pointer = ZlibPointer()

    /// Nil if zlib cannot start, for lack of memory.
    /// - Parameter level: from 1, the fastest, to 9, the most thorough.
    package init?(_ format: ZlibFormat, level: Int) {
        let status = deflateInit2_(
            pointer.stream, Int32(level), Z_DEFLATED, format.windowBits, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION,
            ZlibPointer.size)
        guard status == Z_OK else { return nil }
    }

    deinit {
        // Does nothing if it was never started.
        deflateEnd(pointer.stream)
        pointer.deallocate()
    }

    /// Compresses from the front of `input` into `output`, and drops from `input` what was read.
    ///
    /// Nothing more is to come out of what was read so far if it does not fill `output`.
    /// - Parameter isLast: whether nothing follows what is in `input`; then repeat it until it has ended.
    package func step(
        _ input: inout UnsafeRawBufferPointer, into output: UnsafeMutableRawBufferPointer, isLast: Bool
    ) -> (written: Int, ended: Bool) {
        let (written, status) = pointer.step(&input, into: output) { deflate($0, isLast ? Z_FINISH : Z_NO_FLUSH) }
        return (written, status == Z_STREAM_END)
    }

    /// Starts again, with another stream of the same format and level.
    package func reset() { deflateReset(pointer.stream) }

    /// Compresses all at once; nil if zlib fails.
    package static func compress(_ bytes: [UInt8], _ format: ZlibFormat, level: Int) -> [UInt8]? {
        guard let deflater = DeflateStream(format, level: level) else { return nil }
        let capacity = Int(deflateBound(deflater.pointer.stream, UInt(bytes.count)))
        let packed = bytes.withUnsafeBytes { bytes in
            [UInt8](unsafeUninitializedCapacity: capacity) { room, count in
                var input = bytes
                let (written, ended) = deflater.step(&input, into: UnsafeMutableRawBufferPointer(room), isLast: true)
                count = ended ? written : 0
            }
        }
        return packed.isEmpty ? nil : packed
    }
}
