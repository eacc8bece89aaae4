/// Splits a script into tokens, comments and white space, one at a time, in one pass and without a syntax tree.
///
/// The tokens' ranges follow each other without gaps from the first byte to the last, whatever the bytes are. Whether
/// a `/` divides or starts a regular expression, and which `}` ends an expression, is known from the brackets that
/// are open (`ContextStack`) and from what came before (`SyntaxPosition`).
///
/// The text must outlive the tokenizer.
package struct JavaScriptTokenizer {
    let bytes: UnsafeBufferPointer<UInt8>
    let classes = ByteClass.table
    let sourceType: JavaScriptSourceType
    /// Offset of the next byte.
    var offset = 0

    var contexts = ContextStack()
    var position = SyntaxPosition.statement
    /// Whether a line terminator, or the start of the text, lies between the last significant token and the next.
    var isAfterLineTerminator = true
    /// Where the last significant token ended.
    var significantEnd = 0
    /// Of the function around the next token.
    var traits: FunctionTraits = []
    /// Of the function whose head or parameters were last read.
    var pendingTraits: FunctionTraits = []
    /// The kind of body that the parameters last read belong to; after `if`, `for` and the like what their head is,
    /// a block after `catch`, which needs none.
    var pendingBody = SyntaxContext.functionExpressionBody
    /// Of the method whose name is being read.
    var methodTraits: FunctionTraits = []
    /// Where an `async` ended that may make the next name an asynchronous method's.
    var asyncNameEnd = -1
    /// Where the parameters of an async arrow function ended.
    var asyncParametersEnd = -1
    /// Where the line ends on which a regular expression was not closed: none is looked for again before.
    var unclosedEnd = 0

    package init(_ bytes: UnsafeBufferPointer<UInt8>, sourceType: JavaScriptSourceType = .script) {
        self.bytes = bytes
        self.sourceType = sourceType
        if sourceType == .module { traits = .async }
    }

    /// The next token; nil at the end of the text.
    @inline(__always)
    package mutating func next() -> JavaScriptToken? {
        guard offset < bytes.count else { return nil }
        let start = offset
        let kind = scan()
        return JavaScriptToken(kind: kind, start: start, end: offset)
    }

    @inline(__always)
    private mutating func scan() -> JavaScriptToken.Kind {
        let byte = bytes[offset]
        let kind = classes[Int(byte)] & ByteClass.mask
        switch kind {
        case ByteClass.space: return whiteSpace()
        case ByteClass.lineEnd: return lineTerminator(byte)
        case ByteClass.slash:
            if let comment = comment() { return comment }
        case ByteClass.hash:
            if let comment = hashbang() { return comment }
        case ByteClass.operation:
            if let comment = htmlLikeComment(byte) { return comment }
        case ByteClass.nonASCII:
            if let space = nonASCIISpace() { return space }
        default: break
        }
        if position.isUnsettled { settle(before: byte) }
        let result = significant(byte, kind)
        isAfterLineTerminator = false
        significantEnd = offset
        return result
    }

    @inline(__always)
    private mutating func significant(_ byte: UInt8, _ kind: UInt8) -> JavaScriptToken.Kind {
        switch kind {
        case ByteClass.name: return name()
        case ByteClass.bracket: return bracket(byte)
        case ByteClass.separator: return separator(byte)
        case ByteClass.operation: return operation(byte)
        case ByteClass.dot: return dot()
        case ByteClass.digit: return number()
        case ByteClass.quote: return string(byte)
        case ByteClass.backtick: return template()
        case ByteClass.slash: return slash()
        case ByteClass.hash: return privateName()
        case ByteClass.backslash, ByteClass.nonASCII: return unusualName()
        default: return invalidByte()
        }
    }

    /// The byte at an offset; 0 behind the end.
    @inline(__always)
    func byte(at offset: Int) -> UInt8 {
        offset < bytes.count ? bytes[offset] : 0
    }
}
