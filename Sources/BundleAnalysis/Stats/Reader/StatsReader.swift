import JSONLexing

/// Reads JSON and JSONR, byte by byte, without building a tree.
///
/// JSONR is JSON in which a value may be followed by `$NAME`, and a bare `$NAME` repeats that value; this applies to
/// keys too. Names are base 62. `t f n u N` stand for true, false, null, undefined, and NaN. A repeated value is read
/// again where it first appeared, so nothing is kept of a value but its offset.
///
/// Stats repeat the names of any files, so a string may contain any bytes: malformed ones are repaired when it is read.
///
/// The text must outlive the reader.
struct StatsReader {
    /// The maximum nesting depth; what `JSON.stringify` writes for stats stays far below it.
    static let depthLimit = 512
    /// How many bytes of text may be read again, so that references to references cannot explode.
    static let rereadLimit = 256 << 20
    /// How much more an object or an array costs than a string of its length, because each can expand others. Encoders
    /// give names to strings.
    static let containerCost = (factor: 16, base: 512)
    /// The maximum length of a reference's name: 62 to the 10th still fits into 64 bits.
    static let nameLimit = 10

    var lexer: JSONLexer
    var references = References()
    var depth = 0
    var reread = 0
    var pages: MappedReading

    /// - Parameter isMapped: whether the bytes are a private mapping of a file.
    init(_ bytes: UnsafeRawBufferPointer, isMapped: Bool = false) {
        pages = MappedReading(isMapped ? bytes : nil)
        lexer = JSONLexer(bytes.bindMemory(to: UInt8.self))
        lexer.position = bytes.starts(with: [0xef, 0xbb, 0xbf]) ? 3 : 0
    }

    var position: Int {
        get { lexer.position }
        set { lexer.position = newValue }
    }

    /// Only whitespace may follow.
    mutating func end() throws(StatsFault) {
        lexer.skipSpace()
        guard lexer.peek == nil else { throw expected(.endOfFile) }
    }

    /// Continues with the value at `offset`, which was reached before.
    mutating func go(to offset: Int) {
        position = offset
        pages.go(to: offset)
    }

    /// The offset of the next value, after whitespace.
    mutating func nextOffset() -> Int {
        lexer.skipSpace()
        return position
    }
}
