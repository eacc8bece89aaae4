import NIOCore
import Zlib

/// Decompresses gzip or deflate piece by piece, up to a number of bytes, so that a small response that expands hugely
/// is never held in memory. What says that it is compressed and is not, as some receivers send it, stays as it is.
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
        /// It is not compressed.
        case plain
    }

    private let format: Format
    private var stream: InflateStream?
    private var state: State
    /// Deflate without a wrapper, which nothing shows: the bytes so far, in case they turn out not to be compressed.
    private var unproven: [UInt8]?

    init(_ format: Format) {
        self.format = format
        state = .sniffing([])
    }

    /// Whether the compressed data ended properly, if it is compressed.
    var isComplete: Bool {
        switch state {
        case .ended, .plain: true
        case .sniffing, .running, .failed: false
        }
    }

    /// The bytes as they came, if the data has ended here and therefore is not compressed.
    var plain: [UInt8]? {
        switch state {
        case .sniffing(let head): head
        case .running: unproven
        case .ended, .failed, .plain: nil
        }
    }

    /// Appends the decompressed `input` to `output` until that has `limit` bytes.
    /// - Returns: whether there would have been more.
    func inflate(_ input: [UInt8], into output: inout [UInt8], limit: Int) -> Bool {
        switch state {
        case .sniffing(let head):
            let all = head + input
            if format == .gzip, !all.starts(with: Self.gzipMark.prefix(all.count)) {
                state = .plain
                return pass(all, into: &output, limit: limit)
            }
            guard all.count >= 2 else {
                state = .sniffing(all)
                return false
            }
            let format = zlibFormat(all)
            if format == .raw { unproven = [] }
            stream = InflateStream(format)
            state = stream == nil ? .failed : .running
            return runOrPass(all, into: &output, limit: limit)
        case .running: return runOrPass(input, into: &output, limit: limit)
        case .ended, .failed: return false
        case .plain: return pass(input, into: &output, limit: limit)
        }
    }

    /// The first two bytes of gzip.
    private static let gzipMark: [UInt8] = [0x1F, 0x8B]

    private func pass(_ input: [UInt8], into output: inout [UInt8], limit: Int) -> Bool {
        let piece = input.prefix(limit - output.count)
        output += piece
        return piece.count < input.count
    }

    private func runOrPass(_ input: [UInt8], into output: inout [UInt8], limit: Int) -> Bool {
        if let known = unproven { unproven = known + input.prefix(limit + 1 - known.count) }
        let isCut = run(input, into: &output, limit: limit)
        guard case .failed = state, let plain = unproven else { return isCut }
        state = .plain
        output = []
        return pass(plain, into: &output, limit: limit)
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
