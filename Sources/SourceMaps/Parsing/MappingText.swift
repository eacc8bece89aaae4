import JSONLexing

/// The mappings of one map: bytes of its text, or a copy without the escapes with which they are written there.
final class MappingText: Sendable {
    nonisolated(unsafe) let bytes: UnsafeBufferPointer<UInt8>
    private let isCopy: Bool

    /// - Parameter lexer: its text must outlive this.
    init(_ string: JSONString, _ lexer: JSONLexer) {
        isCopy = string.hasEscapes
        guard isCopy else {
            bytes = UnsafeBufferPointer(rebasing: lexer.bytes[string.written])
            return
        }
        let decoded = Array(lexer.repairedText(of: string).utf8)
        let copy = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: decoded.count)
        _ = copy.initialize(from: decoded)
        bytes = UnsafeBufferPointer(copy)
    }

    deinit {
        if isCopy { bytes.deallocate() }
    }
}
