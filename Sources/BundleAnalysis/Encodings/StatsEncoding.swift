/// What stats are written in, recognized by their first bytes.
enum StatsEncoding: Equatable {
    /// JSON or JSONR in UTF-8, perhaps after a byte order mark; or anything else.
    case utf8
    /// JSON as some programs for Windows write it, after a byte order mark.
    case utf16(isBigEndian: Bool)
    /// A map in MessagePack.
    case messagePack

    static func of(head: [UInt8]) -> StatsEncoding {
        if head.starts(with: [0xff, 0xfe]) { return .utf16(isBigEndian: false) }
        if head.starts(with: [0xfe, 0xff]) { return .utf16(isBigEndian: true) }
        // No JSON begins with one of these.
        let isMap = head.first.map { (0x80...0x8f).contains($0) || (0xde...0xdf).contains($0) } ?? false
        return isMap ? .messagePack : .utf8
    }

    /// The text of the stats in `input` as JSON in UTF-8, converted while it is read.
    /// - Parameters:
    ///   - file: what `input` is, for failures.
    ///   - depthLimit: how deep values may be nested.
    static func decoded(
        _ input: any ByteInput, file: ShownName, depthLimit: Int
    ) throws(AnalysisFailure) -> any ByteInput {
        let (head, whole) = try PrefixedInput.peek(2, at: input)
        return switch of(head: head) {
        case .utf8: whole
        case .utf16(let isBigEndian): UTF16Input(whole, isBigEndian: isBigEndian)
        case .messagePack: MessagePackInput(whole, file: file, depthLimit: depthLimit)
        }
    }
}
