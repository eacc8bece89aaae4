/// Why bytes are not JSON that Perfsee accepts.
public struct JSONFault: Error, Hashable, Sendable {
    /// What is wrong at the offset.
    public enum Kind: Hashable, Sendable {
        /// Nothing but white space.
        case empty
        /// A byte that the grammar does not allow there.
        case unexpectedByte
        /// The text ends in the middle of a value.
        case unexpectedEnd
        case invalidUTF8
        /// An unescaped control character in a string.
        case controlCharacter
        case invalidEscape
        case invalidNumber
        /// - Parameter limit: in levels.
        case tooDeep(limit: Int)
    }

    /// What is wrong.
    public var kind: Kind
    /// Counts bytes from 0.
    public var offset: Int

    /// A fault of the byte at the offset.
    public init(kind: Kind, offset: Int) {
        self.kind = kind
        self.offset = offset
    }
}
