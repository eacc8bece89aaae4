/// One element of a script's text: a token, a comment, white space, or bytes that are none of these.
package struct JavaScriptToken: Hashable, Sendable {
    /// What it is, by the names of ECMAScript's lexical grammar.
    package enum Kind: UInt8, Hashable, Sendable, CaseIterable {
        /// Identifiers and reserved words alike.
        case identifierName
        /// `#name`
        case privateIdentifier
        case punctuator
        /// Numbers and BigInts.
        case numericLiteral
        case stringLiteral
        /// `` `text` ``
        case noSubstitutionTemplate
        /// `` `text${ ``
        case templateHead
        /// `}text${`
        case templateMiddle
        /// `` }text` ``
        case templateTail
        case regularExpressionLiteral
        case multiLineComment
        /// `//`, and in scripts `<!--` and `-->` at the start of a line.
        case singleLineComment
        case hashbangComment
        /// A run of white space without line terminators; a byte order mark is white space.
        case whiteSpace
        /// One line terminator sequence (CR LF is one).
        case lineTerminator
        /// Bytes that no token starts with, and literals and comments that do not end.
        case invalid

        /// Whether it is neither a comment nor white space.
        package var isSignificant: Bool {
            switch self {
            case .multiLineComment, .singleLineComment, .hashbangComment, .whiteSpace, .lineTerminator: false
            default: true
            }
        }
    }

    package let kind: Kind
    /// Offset of its first byte.
    package let start: Int
    /// Offset behind its last byte.
    package let end: Int

    package init(kind: Kind, start: Int, end: Int) {
        self.kind = kind
        self.start = start
        self.end = end
    }

    package var range: Range<Int> { start..<end }
}
