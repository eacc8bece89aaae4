/// A prefix, followed by another input: an input whose first bytes were read already.
final class PrefixedInput: ByteInput {
    private let prefix: [UInt8]
    private var taken = 0
    private let rest: any ByteInput

    private init(_ prefix: [UInt8], _ rest: any ByteInput) {
        self.prefix = prefix
        self.rest = rest
    }

    /// The first `count` bytes of `input`, or all if it has fewer, and an input that has them still.
    static func peek(
        _ count: Int, at input: any ByteInput
    ) throws(AnalysisFailure) -> (head: [UInt8], input: any ByteInput) {
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: count, alignment: 1)
        defer { buffer.deallocate() }
        var filled = 0
        while filled < count {
            let more = try input.read(into: UnsafeMutableRawBufferPointer(rebasing: buffer[filled...]))
            if more == 0 { break }
            filled += more
        }
        let head = Array(buffer[..<filled])
        return (head, PrefixedInput(head, input))
    }

    func read(into buffer: UnsafeMutableRawBufferPointer) throws(AnalysisFailure) -> Int {
        guard taken < prefix.count else { return try rest.read(into: buffer) }
        let count = min(buffer.count, prefix.count - taken)
        buffer.copyBytes(from: prefix[taken..<taken + count])
        taken += count
        return count
    }
}
