import Foundation

/// The text of one stats file, decompressed, in memory or mapped from a temporary file.
final class StatsText {
    /// Texts up to this size are held in memory.
    static let memoryBytes = 8 << 20

    let bytes: UnsafeRawBufferPointer
    /// Whether it is mapped from a private file.
    let isMapped: Bool

    /// Reads the member, decompressing it if its content is gzip, and converting it to JSON in UTF-8 if it is in
    /// another encoding (``StatsEncoding``), whatever its name.
    ///
    /// A text larger than ``memoryBytes`` is written to a file at `path` and mapped from there. The file is a private
    /// copy, because a file that shrinks while it is mapped would crash the process, and it is unlinked right away.
    init(
        _ input: any ByteInput, name: String, limits: ArchiveLimits, path: String,
        hasRoom: @escaping @Sendable () -> Bool = { true }
    ) throws(AnalysisFailure) {
        let input = try Self.decoded(input, name: name, limits: limits)
        var memory = [UInt8]()
        var output: FileOutput?
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: bufferBytes, alignment: 16)
        defer { buffer.deallocate() }
        var total = 0
        while case let count = try input.read(into: buffer), count > 0 {
            try AnalysisFailure.checkCancellation(.stats)
            total += count
            guard total <= limits.statsBytes else {
                throw .stats(.tooLarge(file: ShownName(name), limit: limits.statsBytes))
            }
            let part = UnsafeRawBufferPointer(rebasing: buffer[..<count])
            if output == nil, total > Self.memoryBytes {
                output = try FileOutput(path: path, stage: .stats, hasRoom: hasRoom)
                unlink(path)
                try output?.write(memory)
                memory = []
            }
            if let output { try output.write(part) } else { memory.append(contentsOf: part) }
        }
        (bytes, isMapped) =
            try output.map { (output) throws(AnalysisFailure) in (try Self.map(output), true) }
            ?? (Self.copy(memory), false)
    }

    deinit {
        if isMapped {
            munmap(UnsafeMutableRawPointer(mutating: bytes.baseAddress), bytes.count)
        } else {
            bytes.deallocate()
        }
    }

    /// The position of `offset`, for a person with an editor.
    func position(of offset: Int) -> StatsPosition {
        let before = bytes[..<min(offset, bytes.count)]
        let line = before.reduce(1) { $1 == 0x0a ? $0 + 1 : $0 }
        let lineStart = before.lastIndex(of: 0x0a).map { $0 + 1 } ?? 0
        return StatsPosition(line: line, column: before.count - lineStart + 1, byte: offset)
    }

    /// Decompressed, and as JSON in UTF-8.
    private static func decoded(
        _ input: any ByteInput, name: String, limits: ArchiveLimits
    ) throws(AnalysisFailure) -> any ByteInput {
        let (head, whole) = try PrefixedInput.peek(2, at: input)
        let isGzip = head == [0x1f, 0x8b]
        let file = ShownName(name)
        return try StatsEncoding.decoded(
            isGzip ? GzipInput(whole, of: .file(name: file), limits: limits, stage: .stats) : whole, file: file,
            depthLimit: StatsReader.depthLimit)
    }

    private static func map(_ output: FileOutput) throws(AnalysisFailure) -> UnsafeRawBufferPointer {
        let address = mmap(nil, output.written, PROT_READ, MAP_PRIVATE, output.descriptor, 0)
        guard let address, address != MAP_FAILED else { throw .machine(.mapTemporaryFile, .stats) }
        return UnsafeRawBufferPointer(start: address, count: output.written)
    }

    private static func copy(_ memory: [UInt8]) -> UnsafeRawBufferPointer {
        let copy = UnsafeMutableRawBufferPointer.allocate(byteCount: max(memory.count, 1), alignment: 16)
        copy.copyBytes(from: memory)
        return UnsafeRawBufferPointer(rebasing: copy[..<memory.count])
    }
}
