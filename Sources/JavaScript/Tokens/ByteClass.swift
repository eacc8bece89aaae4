/// What a token that starts with a byte can be.
enum ByteClass {
    static let other: UInt8 = 0
    static let space: UInt8 = 1
    static let lineEnd: UInt8 = 2
    static let name: UInt8 = 3
    static let digit: UInt8 = 4
    static let quote: UInt8 = 5
    static let backtick: UInt8 = 6
    static let slash: UInt8 = 7
    static let dot: UInt8 = 8
    static let bracket: UInt8 = 9
    static let separator: UInt8 = 10
    static let operation: UInt8 = 11
    static let hash: UInt8 = 12
    static let backslash: UInt8 = 13
    static let nonASCII: UInt8 = 14

    /// The bits of a table entry that hold the class.
    static let mask: UInt8 = 0x0f
    /// Set for the bytes that can stand inside of a name.
    static let namePart: UInt8 = 0x80
    /// Set for the bytes that end a fast run through a string, template or regular expression.
    static let literalStop: UInt8 = 0x40

    /// One entry for every byte. Never freed: it lives as long as the program.
    nonisolated(unsafe) static let table: UnsafePointer<UInt8> = {
        let table = UnsafeMutablePointer<UInt8>.allocate(capacity: 256)
        for byte in 0...255 { table[byte] = entry(UInt8(byte)) }
        return UnsafePointer(table)
    }()

    private static func entry(_ byte: UInt8) -> UInt8 {
        var entry = start(byte)
        if entry == name || entry == digit { entry |= namePart }
        if stops.contains(byte) { entry |= literalStop }
        return entry
    }

    private static let stops = Array("\"'`\\\n\r$/[]".utf8)

    private static func start(_ byte: UInt8) -> UInt8 {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): name
        case UInt8(ascii: "$"), UInt8(ascii: "_"): name
        case UInt8(ascii: "0")...UInt8(ascii: "9"): digit
        case 0x09, 0x0b, 0x0c, 0x20: space
        case 0x0a, 0x0d: lineEnd
        case 0x80...: nonASCII
        default: punctuation(byte)
        }
    }

    private static func punctuation(_ byte: UInt8) -> UInt8 {
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "'"): quote
        case UInt8(ascii: "`"): backtick
        case UInt8(ascii: "/"): slash
        case UInt8(ascii: "."): dot
        case UInt8(ascii: "#"): hash
        case UInt8(ascii: "\\"): backslash
        case _ where Array("()[]{}".utf8).contains(byte): bracket
        case _ where Array(";,:~".utf8).contains(byte): separator
        case _ where Array("+-*%&|^!=<>?".utf8).contains(byte): operation
        default: other
        }
    }
}
