import Foundation

/// A file that is read here and there, through one buffer.
final class FileWindow {
    private let file: FileInput
    private let buffer: UnsafeMutableRawBufferPointer
    /// The part of the file that is in the buffer.
    private var loaded: Range<Int> = 0..<0
    /// The length of the file, in bytes.
    let size: Int

    init(_ file: FileInput) throws(AnalysisFailure) {
        self.file = file
        size = try file.size()
        buffer = .allocate(byteCount: bufferBytes, alignment: 16)
    }

    deinit { buffer.deallocate() }

    /// These bytes of the file, valid until the next call; nil if the file does not have all of them.
    /// - Parameter count: at most ``bufferBytes``.
    func bytes(at offset: Int, count: Int) throws(AnalysisFailure) -> UnsafeRawBufferPointer? {
        guard offset >= 0, (0...bufferBytes).contains(count), offset <= size, count <= size - offset else { return nil }
        if !(loaded.lowerBound <= offset && offset + count <= loaded.upperBound) { try load(offset) }
        guard offset + count <= loaded.upperBound else { return nil }
        let start = offset - loaded.lowerBound
        return UnsafeRawBufferPointer(rebasing: buffer[start..<start + count])
    }

    /// Bytes from `offset` on, at least one and at most `limit`; nil at the end of the file.
    func some(at offset: Int, limit: Int) throws(AnalysisFailure) -> UnsafeRawBufferPointer? {
        if !loaded.contains(offset) {
            guard try bytes(at: offset, count: min(1, limit)) != nil else { return nil }
        }
        return try bytes(at: offset, count: min(limit, loaded.upperBound - offset))
    }

    private func load(_ offset: Int) throws(AnalysisFailure) {
        loaded = offset..<offset
        while loaded.count < buffer.count {
            let room = UnsafeMutableRawBufferPointer(rebasing: buffer[loaded.count...])
            let count = pread(file.descriptor, room.baseAddress, room.count, off_t(loaded.upperBound))
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw .machine(.readFile, .reading) }
            if count == 0 { return }
            loaded = offset..<loaded.upperBound + count
        }
    }
}
