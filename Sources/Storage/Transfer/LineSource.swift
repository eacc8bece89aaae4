import Foundation

/// Reads lines from a file or a pipe, one at a time.
///
/// Moves from thread to thread with the importer, but is never used by two at once.
package final class LineSource: @unchecked Sendable {
    /// The maximum length of a line, in bytes: the largest value of a row, a body, is a few megabytes.
    static let longestLine = 64 << 20
    private static let readBytes = 1 << 18

    private let descriptor: Int32
    private var buffer: [UInt8] = []
    /// Where the next line begins in the buffer, and how far the buffer has been searched for its end.
    private var start = 0
    private var searched = 0
    private var isAtEnd = false
    /// The number of the last line read, from 1.
    private(set) var number = 0

    package init(_ descriptor: Int32) {
        self.descriptor = descriptor
    }

    /// Nil at the end. A last line without a line break was cut off and does not count.
    func next() throws -> ArraySlice<UInt8>? {
        while true {
            if let end = endOfLine() {
                defer { (start, searched) = (end + 1, end + 1) }
                number += 1
                return buffer[start..<end]
            }
            searched = buffer.count
            guard !isAtEnd else { return nil }
            guard buffer.count - start <= Self.longestLine else {
                throw TransferError.lineTooLong(line: number + 1)
            }
            try fill()
        }
    }

    private func endOfLine() -> Int? {
        buffer.withUnsafeBytes { bytes in
            guard let base = bytes.baseAddress, searched < bytes.count,
                let found = memchr(base + searched, 0x0A, bytes.count - searched)
            else { return nil }
            return base.distance(to: UnsafeRawPointer(found))
        }
    }

    private func fill() throws {
        buffer.removeSubrange(..<start)
        searched -= start
        start = 0
        let count = try read()
        isAtEnd = count == 0
    }

    /// Appends what is available; returns how many bytes.
    private func read() throws -> Int {
        var failure: Int32 = 0
        let before = buffer.count
        let bytes = [UInt8](unsafeUninitializedCapacity: Self.readBytes) { room, count in
            repeat {
                let result = Foundation.read(descriptor, room.baseAddress, room.count)
                failure = result < 0 ? errno : 0
                count = max(0, result)
            } while failure == EINTR
        }
        guard failure == 0 else {
            throw TransferError.unreadable(reason: String(cString: strerror(failure)))
        }
        buffer += bytes
        return buffer.count - before
    }
}
