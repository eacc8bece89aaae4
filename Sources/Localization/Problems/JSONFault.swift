/// Why bytes are not JSON that Perfsee accepts.
package struct JSONFault: Error, Hashable, Sendable {
    package enum Kind: Hashable, Sendable {
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

    package var kind: Kind
    /// Counts bytes from 0.
    package var offset: Int

    package init(kind: Kind, offset: Int) {
        self.kind = kind
        self.offset = offset
    }
}
