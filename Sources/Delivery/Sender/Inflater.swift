import CZlib
import NIOCore

/// Decompresses gzip or deflate piece by piece, up to a number of bytes, so that a small response that expands hugely
/// is never held in memory.
final class Inflater {
    enum Format {
        case gzip
        /// With or without zlib's wrapper: receivers send either under this name.
        case deflate
    }

    private enum State {
        /// Deflate: the first byte or two, which show whether there is a wrapper.
        case sniffing([UInt8])
        case running
        case ended
        case failed
    }

    private let format: Format
    private var stream = z_stream()
    private var isOpen = false
    private var state: State

    init(_ format: Format) {
        self.format = format
        state = .sniffing([])
    }

    deinit {
        if isOpen { inflateEnd(&stream) }
    }

    /// Whether the compressed data ended properly.
    var isComplete: Bool {
        if case .ended = state { true } else { false }
    }

    /// Appends the decompressed `input` to `output` until that has `limit` bytes.
    /// - Returns: whether there would have been more.
    func inflate(_ input: [UInt8], into output: inout [UInt8], limit: Int) -> Bool {
        switch state {
        case .sniffing(let head):
            let all = head + input
            guard all.count >= 2 else {
                state = .sniffing(all)
                return false
            }
            open(windowBits: windowBits(all))
            return run(all, into: &output, limit: limit)
        case .running: return run(input, into: &output, limit: limit)
        case .ended, .failed: return false
        }
    }

    private func windowBits(_ head: [UInt8]) -> Int32 {
        if format == .gzip { return 16 + MAX_WBITS }
        let isZlib = head[0] & 0x0F == 8 && (Int(head[0]) << 8 | Int(head[1])) % 31 == 0
        return isZlib ? MAX_WBITS : -MAX_WBITS
    }

    private func open(windowBits: Int32) {
        isOpen =
            inflateInit2_(&stream, windowBits, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK
        state = isOpen ? .running : .failed
    }

    private func run(_ input: [UInt8], into output: inout [UInt8], limit: Int) -> Bool {
        guard isOpen else { return false }
        var input = input
        return input.withUnsafeMutableBufferPointer { bytes in
            stream.next_in = bytes.baseAddress
            stream.avail_in = UInt32(bytes.count)
            defer { stream.next_in = nil }
            while case .running = state {
                // One byte beyond the limit shows whether there is more.
                let room = limit - output.count + 1
                let piece = step(room: min(room, 16 * 1024))
                output += piece.prefix(limit - output.count)
                if piece.count == room { return true }
                if piece.isEmpty, stream.avail_in == 0 { return false }
            }
            return false
        }
    }

    private func step(room: Int) -> [UInt8] {
        [UInt8](unsafeUninitializedCapacity: room) { buffer, count in
            stream.next_out = buffer.baseAddress
            stream.avail_out = UInt32(room)
            let result = CZlib.inflate(&stream, Z_NO_FLUSH)
            count = room - Int(stream.avail_out)
            settle(result)
        }
    }

    private func settle(_ result: Int32) {
        switch result {
        case Z_STREAM_END where format == .gzip && stream.avail_in > 0:
            // A gzip file may hold several members, one after the other.
            if inflateReset(&stream) != Z_OK { state = .failed }
        case Z_STREAM_END: state = .ended
        case Z_OK: break
        case Z_BUF_ERROR: break
        default: state = .failed
        }
    }
}
