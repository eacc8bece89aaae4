import CZlib

/// Decompresses one stream piece by piece. How much it may unpack to is up to the caller, who gives the room.
package final class InflateStream {
    package enum Status: Hashable, Sendable {
        /// It read or wrote something, and there may be more.
        case running
        /// It could do nothing: it needs more input or more room.
        case stalled
        /// The compressed data has ended; what is left of the input belongs to something else.
        case ended
        /// The input is not compressed data of this format.
        case damaged
        case outOfMemory
    }

    private let pointer = ZlibPointer()

    /// Nil if zlib cannot start, for lack of memory.
    package init?(_ format: ZlibFormat) {
        guard inflateInit2_(pointer.stream, format.windowBits, ZLIB_VERSION, ZlibPointer.size) == Z_OK else {
            // The deinitializer runs as well.
            return nil
        }
    }

    deinit {
        // Does nothing if it was never started.
        inflateEnd(pointer.stream)
        pointer.deallocate()
    }

    /// Decompresses from the front of `input` into `output`, and drops from `input` what was read.
    package func step(
        _ input: inout UnsafeRawBufferPointer, into output: UnsafeMutableRawBufferPointer
    ) -> (written: Int, status: Status) {
        let (written, status) = pointer.step(&input, into: output) { inflate($0, Z_NO_FLUSH) }
        return (written, Status(status))
    }

    /// Starts again, with another stream of the same format.
    package func reset() { inflateReset(pointer.stream) }
}

extension InflateStream.Status {
    fileprivate init(_ status: Int32) {
        switch status {
        case Z_OK: self = .running
        case Z_BUF_ERROR: self = .stalled
        case Z_STREAM_END: self = .ended
        case Z_MEM_ERROR: self = .outOfMemory
        default: self = .damaged
        }
    }
}
