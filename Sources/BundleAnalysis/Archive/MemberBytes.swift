import Foundation

/// A whole member in memory: mapped where the build was unpacked to a private file, otherwise read, because a file that
/// shrinks while it is mapped would crash the process.
final class MemberBytes {
    /// Valid as long as this object is.
    let bytes: UnsafeBufferPointer<UInt8>
    private let mapping: UnsafeMutableRawBufferPointer?

    /// Maps `count` bytes at `offset` of a private file.
    fileprivate init(mapping descriptor: Int32, offset: Int, count: Int) throws(AnalysisFailure) {
        guard count > 0 else {
            (bytes, mapping) = (UnsafeBufferPointer(start: nil, count: 0), nil)
            return
        }
        let before = offset % Int(getpagesize())
        let address = mmap(nil, before + count, PROT_READ, MAP_PRIVATE, descriptor, off_t(offset - before))
        guard let address, address != MAP_FAILED else { throw .machine(.mapTemporaryFile, .measuring) }
        let mapping = UnsafeMutableRawBufferPointer(start: address, count: before + count)
        self.mapping = mapping
        bytes = UnsafeRawBufferPointer(rebasing: mapping[before...]).bindMemory(to: UInt8.self)
    }

    /// Reads at most `count` bytes.
    fileprivate init(reading input: any ByteInput, count: Int) throws(AnalysisFailure) {
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: max(count, 1), alignment: 16)
        var filled = 0
        do throws(AnalysisFailure) {
            while filled < count {
                let part = try input.read(into: UnsafeMutableRawBufferPointer(rebasing: buffer[filled..<count]))
                if part == 0 { break }
                filled += part
            }
        } catch {
            buffer.deallocate()
            throw error
        }
        mapping = nil
        bytes = UnsafeRawBufferPointer(rebasing: buffer[..<filled]).bindMemory(to: UInt8.self)
    }

    deinit {
        if let mapping {
            munmap(mapping.baseAddress, mapping.count)
        } else if let start = bytes.baseAddress {
            UnsafeMutableRawPointer(mutating: start).deallocate()
        }
    }
}

/// Reads a member that is in memory.
final class MemberBytesInput: ByteInput {
    private let member: MemberBytes
    private var position = 0

    init(_ member: MemberBytes) { self.member = member }

    func read(into buffer: UnsafeMutableRawBufferPointer) throws(AnalysisFailure) -> Int {
        let count = min(buffer.count, member.bytes.count - position)
        guard count > 0 else { return 0 }
        buffer.copyBytes(
            from: UnsafeRawBufferPointer(UnsafeBufferPointer(rebasing: member.bytes[position..<position + count])))
        position += count
        return count
    }
}

extension Members {
    /// The whole member in memory.
    func bytes(_ member: Member) throws(AnalysisFailure) -> MemberBytes {
        switch member.location {
        case .unpacked(let offset):
            guard let unpacked else { throw .machine(.readTemporaryFile, .measuring) }
            return try MemberBytes(mapping: unpacked.descriptor, offset: offset, count: member.size)
        case .file(let path): return try MemberBytes(reading: FileInput(path: path), count: member.size)
        }
    }
}
