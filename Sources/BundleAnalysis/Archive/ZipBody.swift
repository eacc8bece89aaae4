import Zlib

/// Decompresses the bodies of a zip archive's members, and checks their lengths and checksums.
final class ZipBody {
    private let file: FileWindow
    private let stream: InflateStream
    private let output: UnsafeMutableRawBufferPointer
    /// Of all members together, as with a tar archive that is compressed as a whole.
    private var expansion: Expansion

    init(_ file: FileWindow, limits: ArchiveLimits) throws(AnalysisFailure) {
        guard let stream = InflateStream(.raw) else { throw .machine(.decompress, .reading, cause: .outOfMemory) }
        self.file = file
        self.stream = stream
        output = .allocate(byteCount: bufferBytes, alignment: 16)
        expansion = Expansion(of: .archive, limits: limits, stage: .reading)
    }

    deinit { output.deallocate() }

    /// Passes the body of the member to `sink`, one buffer at a time.
    /// - Parameter offset: where its data begins in the file.
    func read(
        _ member: ZipDirectory.Member, at offset: Int,
        _ sink: (UnsafeRawBufferPointer) throws(AnalysisFailure) -> Void
    ) throws(AnalysisFailure) {
        var (size, crc) = (0, CRC32())
        let damaged = AnalysisFailure.compression(
            .damaged, of: .file(name: ShownName(member.member.path)), .reading)
        func pass(_ part: UnsafeRawBufferPointer) throws(AnalysisFailure) {
            guard part.count <= member.member.size - size else { throw damaged }
            size += part.count
            crc.add(part)
            try sink(part)
        }
        // Some programs say that an empty file is deflated.
        let isStored = member.method == .stored || member.packedBytes == 0
        let isWhole =
            isStored
            ? try copy(member, at: offset, pass) : try inflate(member, at: offset, pass)
        guard isWhole, size == member.member.size, crc.value == member.crc else { throw damaged }
    }

    private func copy(
        _ member: ZipDirectory.Member, at offset: Int,
        _ pass: (UnsafeRawBufferPointer) throws(AnalysisFailure) -> Void
    ) throws(AnalysisFailure) -> Bool {
        var read = 0
        while read < member.packedBytes {
            try AnalysisFailure.checkCancellation(.reading)
            guard let part = try file.some(at: offset + read, limit: member.packedBytes - read) else { return false }
            try expansion.add(consumed: part.count, produced: part.count)
            try pass(part)
            read += part.count
        }
        return true
    }

    /// - Returns: whether the compressed data ends where it should.
    private func inflate(
        _ member: ZipDirectory.Member, at offset: Int,
        _ pass: (UnsafeRawBufferPointer) throws(AnalysisFailure) -> Void
    ) throws(AnalysisFailure) -> Bool {
        stream.reset()
        var (read, status) = (0, InflateStream.Status.running)
        while status == .running {
            try AnalysisFailure.checkCancellation(.reading)
            let nothing = UnsafeRawBufferPointer(start: nil, count: 0)
            var input = try file.some(at: offset + read, limit: member.packedBytes - read) ?? nothing
            let available = input.count
            let (written, new) = stream.step(&input, into: output)
            read += available - input.count
            status = new
            try expansion.add(consumed: available - input.count, produced: written)
            try pass(UnsafeRawBufferPointer(rebasing: output[..<written]))
        }
        if status == .outOfMemory { throw .machine(.decompress, .reading, cause: .outOfMemory) }
        return status == .ended && read == member.packedBytes
    }
}
