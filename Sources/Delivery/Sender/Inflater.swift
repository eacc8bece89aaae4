import NIOCore
import Zlib

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
    private var stream: InflateStream?
    private var state: State

    init(_ format: Format) {
        self.format = format
        state = .sniffing([])
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
            stream = InflateStream(zlibFormat(all))
            state = stream == nil ? .failed : .running
            return run(all, into: &output, limit: limit)
        case .running: return run(input, into: &output, limit: limit)
        case .ended, .failed: return false
        }
    }

    private func zlibFormat(_ head: [UInt8]) -> ZlibFormat {
        if format == .gzip { return .gzip }
        let isZlib = head[0] & 0x0F == 8 && (Int(head[0]) << 8 | Int(head[1])) % 31 == 0
        return isZlib ? .zlib : .raw
    }

    private func run(_ input: [UInt8], into output: inout [UInt8], limit: Int) -> Bool {
        guard let stream else { return false }
        return input.withUnsafeBytes { bytes in
            var rest = bytes
            while case .running = state {
                // One byte beyond the limit shows whether there is more.
                let room = limit - output.count + 1
                let piece = step(stream, &rest, room: min(room, 16 * 1024))
                output += piece.prefix(limit - output.count)
                if piece.count == room { return true }
                if piece.isEmpty, rest.isEmpty { return false }
            }
            return false
        }
    }

    private func step(_ stream: InflateStream, _ input: inout UnsafeRawBufferPointer, room: Int) -> [UInt8] {
        [UInt8](unsafeUninitializedCapacity: room) { buffer, count in
            let (written, status) = stream.step(&input, into: UnsafeMutableRawBufferPointer(buffer))
            count = written
            switch status {
            // A gzip file may hold several members, one after the other.
            case .ended where format == .gzip && !input.isEmpty: stream.reset()
            case .ended: state = .ended
            case .running, .stalled: break
            case .damaged, .outOfMemory: state = .failed
            }
        }
    }
}
