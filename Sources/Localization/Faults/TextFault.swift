/// What is wrong with a text: lengths count Unicode scalars.
package enum TextFault: Hashable, Sendable {
    case empty
    case tooLong(limit: Int, count: Int)
    /// Shorter than `lowest` or longer than `highest`.
    case wrongLength(lowest: Int, highest: Int, count: Int)
    case controlCharacter
    /// It begins or ends with a space.
    case outerSpace
}
