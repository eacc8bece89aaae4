import Foundation

/// Writes lines to a file or a pipe, several at a time.
///
/// Moves from thread to thread with the exporter, but is never used by two at once.
package final class LineSink: @unchecked Sendable {
    /// Nobody reads the pipe that is being written to.
    package struct Closed: Error {
        /// The value of `errno`.
        package let code: Int32
    }

    private static let bufferBytes = 1 << 18

    private let descriptor: Int32
    private var buffer: [UInt8] = []

    package init(_ descriptor: Int32) {
        self.descriptor = descriptor
    }

    func write(_ line: [UInt8]) throws {
        buffer += line
        buffer.append(UInt8(ascii: "\n"))
        if buffer.count >= Self.bufferBytes { try flush() }
    }

    func encode(_ line: some Encodable) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        try write(Array(try encoder.encode(line)))
    }

    package func flush() throws {
        try buffer.withUnsafeBytes { bytes in
            var written = 0
            while written < bytes.count {
                let count = Foundation.write(descriptor, bytes.baseAddress! + written, bytes.count - written)
                if count < 0 && errno == EINTR { continue }
                if count < 0 && errno == EPIPE { throw Closed(code: EPIPE) }
                guard count > 0 else {
                    throw TransferError.unwritable(reason: String(cString: strerror(errno)))
                }
                written += count
            }
        }
        buffer.removeAll(keepingCapacity: true)
    }
}
