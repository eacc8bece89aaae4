import Foundation

/// The files of a build: an index of paths, and their bytes on demand.
final class Members: Sendable {
    /// Where a file's bytes are.
    enum Location: Sendable, Equatable {
        /// The offset within the file that all members were unpacked to.
        case unpacked(offset: Int)
        /// A separate file.
        case file(path: String)
    }

    struct Member: Sendable, Equatable {
        let path: String
        let size: Int
        let location: Location
    }

    /// By path, relative to the root of the build, without a leading slash.
    private let byPath: [String: Member]
    let unpacked: FileDescriptorOwner?
    /// How many bytes were unpacked to a file.
    let unpackedBytes: Int
    /// Ordered by their bytes.
    let paths: [String]

    init(_ members: [String: Member], unpacked: FileDescriptorOwner? = nil, unpackedBytes: Int = 0) {
        byPath = members
        self.unpacked = unpacked
        self.unpackedBytes = unpackedBytes
        paths = members.keys.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }

    subscript(path: String) -> Member? { byPath[path] }

    /// The member's bytes from front to back; nil if it is not one of this build's.
    func input(_ member: Member) throws(AnalysisFailure) -> (any ByteInput)? {
        switch member.location {
        case .file(let path): return try FileInput(path: path)
        case .unpacked(let offset):
            return unpacked.map { RangeInput($0, offset: offset, count: member.size) }
        }
    }

    /// The first `limit` bytes of the member.
    func head(_ member: Member, limit: Int) throws(AnalysisFailure) -> [UInt8] {
        guard let input = try input(member) else { return [] }
        let wanted = min(limit, member.size)
        var bytes: [UInt8] = []
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: max(min(wanted, bufferBytes), 1), alignment: 16)
        defer { buffer.deallocate() }
        while bytes.count < wanted {
            let count = try input.read(into: buffer)
            if count == 0 { break }
            bytes.append(contentsOf: UnsafeRawBufferPointer(rebasing: buffer[..<min(count, wanted - bytes.count)]))
        }
        return bytes
    }
}

/// Keeps a file open for as long as anyone reads it.
final class FileDescriptorOwner: Sendable {
    let descriptor: Int32

    /// Duplicates the descriptor of the file behind `output`.
    init(_ output: FileOutput) throws(AnalysisFailure) {
        descriptor = dup(output.descriptor)
        guard descriptor >= 0 else { throw .machine(.openTemporaryFile, .reading) }
    }

    deinit { close(descriptor) }
}

/// A range of an open file; several can read one file at once.
private final class RangeInput: ByteInput {
    private let owner: FileDescriptorOwner
    private var offset: Int
    private var rest: Int

    init(_ owner: FileDescriptorOwner, offset: Int, count: Int) {
        self.owner = owner
        self.offset = offset
        rest = count
    }

    func read(into buffer: UnsafeMutableRawBufferPointer) throws(AnalysisFailure) -> Int {
        while rest > 0 {
            let count = pread(owner.descriptor, buffer.baseAddress, min(buffer.count, rest), off_t(offset))
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw .machine(.readTemporaryFile, .reading) }
            offset += count
            rest -= count
            return count
        }
        return 0
    }
}
