/// Why compressed data is refused.
package enum CompressionProblem: Hashable, Sendable, Codable {
    /// It ends too early.
    case cutOff
    case damaged
    /// It decompresses to more than `limit` bytes.
    case tooLarge(limit: Int)
    /// It decompresses to more than `limit` times its size.
    case ratio(limit: Int)
    /// Decompressing it takes a window of more than `limit` bytes of memory.
    case windowTooLarge(limit: Int)
}
