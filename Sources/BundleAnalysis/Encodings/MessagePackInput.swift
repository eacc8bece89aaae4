/// Converts one value of MessagePack to JSON while it is read, without building a tree.
///
/// Binary data becomes a string of the same bytes; what JSON cannot say (times, an application's types, infinity)
/// becomes null. A key that is a number or a word becomes a string.
final class MessagePackInput: ByteInput {
    /// An array or a map that is not over.
    private struct Container {
        let isMap: Bool
        /// Values still to come, and keys.
        var rest: Int
        var isFirst = true

        /// Whether a key comes next.
        var isAtKey: Bool { isMap && rest % 2 == 0 }
    }

    /// What the source continues with.
    private enum State {
        case value
        /// So many bytes of a string.
        case string(rest: Int)
        /// So many bytes of something that was written as null.
        case skipped(rest: Int)
        case ended
    }

    /// The most bytes that a scalar, a bracket or a byte of a string becomes, with what separates it.
    private static let tokenBytes = 64
    /// The most bytes that one byte of a string becomes: `\u001f`.
    private static let escapeBytes = 6

    private let source: SourceBytes
    private let output = ConvertedBytes()
    private let file: ShownName
    private let depthLimit: Int
    private var containers: [Container] = []
    private var state = State.value

    /// - Parameters:
    ///   - file: what `source` is, for failures.
    ///   - depthLimit: how deep values may be nested.
    init(_ source: any ByteInput, file: ShownName, depthLimit: Int) {
        self.source = SourceBytes(source)
        self.file = file
        self.depthLimit = depthLimit
    }

    func read(into buffer: UnsafeMutableRawBufferPointer) throws(AnalysisFailure) -> Int {
        while output.room >= Self.tokenBytes, try step() {}
        return output.take(into: buffer)
    }

    /// False at the end.
    private func step() throws(AnalysisFailure) -> Bool {
        switch state {
        case .value:
            if let last = containers.last, last.rest == 0 { try close(last) } else { try value() }
        case .string(let rest): try string(rest)
        case .skipped(let rest): try skip(rest)
        case .ended: return false
        }
        return true
    }

    // MARK: Values

    private func value() throws(AnalysisFailure) {
        let token = try token()
        let isKey = separate()
        switch token {
        case .string(let count):
            output.add(UInt8(ascii: "\""))
            state = .string(rest: count)
        case .array(let count) where !isKey: try open(Container(isMap: false, rest: count))
        // No file has so many that this overflows: the count has 32 bits.
        case .map(let count) where !isKey: try open(Container(isMap: true, rest: 2 * count))
        case .ext(let count) where !isKey:
            output.add("null".utf8)
            state = .skipped(rest: count)
        case .array, .map, .ext: throw failure(.keyIsNotString)
        case .unassigned: throw failure(.unassignedByte)
        default:
            let text = token.scalarText ?? "null"
            output.add((isKey ? "\"\(text)\"" : text).utf8)
            try finish()
        }
    }

    private func token() throws(AnalysisFailure) -> MessagePackToken {
        guard let first = try source.bytes(1)?[0] else { throw failure(.endsEarly) }
        let count = MessagePackToken.headBytes(first)
        guard let head = try source.bytes(1 + count) else { throw failure(.endsEarly) }
        let number = head.dropFirst().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        source.drop(1 + count)
        return MessagePackToken(first, number)
    }

    /// Writes what separates the next value from the one before it, and counts it; returns whether it is a key.
    private func separate() -> Bool {
        guard let index = containers.indices.last else { return false }
        let isKey = containers[index].isAtKey
        if containers[index].isMap, !isKey {
            output.add(UInt8(ascii: ":"))
        } else if !containers[index].isFirst {
            output.add(UInt8(ascii: ","))
        }
        containers[index].isFirst = false
        containers[index].rest -= 1
        return isKey
    }

    private func open(_ container: Container) throws(AnalysisFailure) {
        guard containers.count < depthLimit else { throw failure(.tooDeep(limit: depthLimit)) }
        output.add(UInt8(ascii: container.isMap ? "{" : "["))
        containers.append(container)
    }

    private func close(_ container: Container) throws(AnalysisFailure) {
        output.add(UInt8(ascii: container.isMap ? "}" : "]"))
        containers.removeLast()
        try finish()
    }

    /// A value is over; nothing may follow the outermost one.
    private func finish() throws(AnalysisFailure) {
        state = containers.isEmpty ? .ended : .value
        if containers.isEmpty, try source.bytes(1) != nil { throw failure(.trailingBytes) }
    }

    // MARK: Bytes

    /// The next part of a string, and its end.
    private func string(_ rest: Int) throws(AnalysisFailure) {
        guard rest > 0 else {
            output.add(UInt8(ascii: "\""))
            return try finish()
        }
        let bytes = try some(rest)
        let count = min(bytes.count, output.room / Self.escapeBytes)
        var copied = 0
        for index in 0..<count where Self.isEscaped(bytes[index]) {
            output.add(UnsafeRawBufferPointer(rebasing: bytes[copied..<index]))
            escape(bytes[index])
            copied = index + 1
        }
        output.add(UnsafeRawBufferPointer(rebasing: bytes[copied..<count]))
        source.drop(count)
        state = .string(rest: rest - count)
    }

    @inline(__always)
    private static func isEscaped(_ byte: UInt8) -> Bool {
        byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\")
    }

    private func escape(_ byte: UInt8) {
        output.add(UInt8(ascii: "\\"))
        guard byte < 0x20 else { return output.add(byte) }
        output.add("u00".utf8)
        for digit in [byte >> 4, byte & 15] { output.add("0123456789abcdef".utf8.dropFirst(Int(digit)).prefix(1)) }
    }

    private func skip(_ rest: Int) throws(AnalysisFailure) {
        guard rest > 0 else { return try finish() }
        let count = try some(rest).count
        source.drop(count)
        state = .skipped(rest: rest - count)
    }

    /// At least one of the next `rest` bytes.
    private func some(_ rest: Int) throws(AnalysisFailure) -> UnsafeRawBufferPointer {
        let bytes = try source.some()
        guard !bytes.isEmpty else { throw failure(.endsEarly) }
        return UnsafeRawBufferPointer(rebasing: bytes.prefix(rest))
    }

    private func failure(_ defect: MessagePackDefect) -> AnalysisFailure {
        .stats(.malformedMessagePack(file: file, byte: source.offset, defect: defect))
    }
}
