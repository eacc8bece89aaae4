/// The bytes of an input, several at a time.
final class SourceBytes {
    private let source: any ByteInput
    private let buffer: UnsafeMutableRawBufferPointer
    private var filled = 0
    private var taken = 0
    /// How many bytes were taken before those in the buffer.
    private var passed = 0

    init(_ source: any ByteInput) {
        self.source = source
        buffer = .allocate(byteCount: bufferBytes, alignment: 16)
    }

    deinit { buffer.deallocate() }

    /// The offset of the next byte.
    var offset: Int { passed + taken }

    /// What is in the buffer, which is not empty unless the input has ended.
    func some() throws(AnalysisFailure) -> UnsafeRawBufferPointer {
        if taken == filled { try fill() }
        return UnsafeRawBufferPointer(rebasing: buffer[taken..<filled])
    }

    /// The next `count` bytes, at most 16; nil if there are fewer.
    func bytes(_ count: Int) throws(AnalysisFailure) -> UnsafeRawBufferPointer? {
        while filled - taken < count {
            let before = filled - taken
            try fill()
            if filled - taken == before { return nil }
        }
        return UnsafeRawBufferPointer(rebasing: buffer[taken..<taken + count])
    }

    /// Steps over bytes that are in the buffer.
    func drop(_ count: Int) { taken += count }

    private func fill() throws(AnalysisFailure) {
        let rest = filled - taken
        if rest > 0 { buffer.copyMemory(from: UnsafeRawBufferPointer(rebasing: buffer[taken..<filled])) }
        passed += taken
        (taken, filled) = (0, rest)
        filled += try source.read(into: UnsafeMutableRawBufferPointer(rebasing: buffer[rest...]))
    }
}
