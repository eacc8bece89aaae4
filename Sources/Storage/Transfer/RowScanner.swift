/// Reads a JSON array of plain values, without building a tree and without guessing: a row of an export.
struct RowScanner {
    enum Scalar: Equatable {
        case null
        case boolean(Bool)
        /// The number as written.
        case number(String)
        case text(String)
    }

    private let bytes: ArraySlice<UInt8>
    private var place: Int

    init(_ bytes: ArraySlice<UInt8>) {
        self.bytes = bytes
        place = bytes.startIndex
    }

    mutating func begin() throws { try take("[") }

    mutating func comma() throws { try take(",") }

    mutating func end() throws {
        try take("]")
        guard place == bytes.endIndex else { throw RowFault.notAnArray }
    }

    mutating func scalar() throws -> Scalar {
        switch next {
        case UInt8(ascii: "\""): return .text(try text())
        case UInt8(ascii: "n"): return try word("null", .null)
        case UInt8(ascii: "t"): return try word("true", .boolean(true))
        case UInt8(ascii: "f"): return try word("false", .boolean(false))
        default: return .number(try number())
        }
    }

    private var next: UInt8? { place < bytes.endIndex ? bytes[place] : nil }

    private mutating func take(_ sign: Unicode.Scalar) throws {
        guard next == UInt8(ascii: sign) else { throw RowFault.notAnArray }
        place += 1
    }

    private mutating func word(_ word: String, _ value: Scalar) throws -> Scalar {
        guard bytes[place...].starts(with: word.utf8) else { throw RowFault.notAnArray }
        place += word.utf8.count
        return value
    }

    private mutating func number() throws -> String {
        let start = place
        while let byte = next, Self.ofNumbers.contains(byte) { place += 1 }
        guard place > start else { throw RowFault.notAnArray }
        return String(decoding: bytes[start..<place], as: UTF8.self)
    }

    private static let ofNumbers = Set("0123456789+-.eE".utf8)

    private mutating func text() throws -> String {
        place += 1
        var unescaped: [UInt8] = []
        while let end = bytes[place...].firstIndex(where: { $0 == UInt8(ascii: "\"") || $0 == UInt8(ascii: "\\") }) {
            let piece = bytes[place..<end]
            place = end + 1
            if bytes[end] == UInt8(ascii: "\"") {
                // Most texts contain no escapes.
                return try String(validating: unescaped.isEmpty ? piece : (unescaped + piece)[...])
            }
            unescaped += piece
            unescaped += try escaped()
        }
        throw RowFault.notAnArray
    }

    private mutating func escaped() throws -> [UInt8] {
        guard let sign = next else { throw RowFault.notAnArray }
        place += 1
        switch sign {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return [sign]
        case UInt8(ascii: "n"): return [0x0A]
        case UInt8(ascii: "r"): return [0x0D]
        case UInt8(ascii: "t"): return [0x09]
        case UInt8(ascii: "b"): return [0x08]
        case UInt8(ascii: "f"): return [0x0C]
        case UInt8(ascii: "u"): return try Array(String(unicode()).utf8)
        default: throw RowFault.notAnArray
        }
    }

    private mutating func unicode() throws -> Unicode.Scalar {
        let unit = try codeUnit()
        guard (0xD800..<0xDC00).contains(unit) else {
            return try Unicode.Scalar(unit) ?? { throw RowFault.notAnArray }()
        }
        try take("\\")
        try take("u")
        let second = try codeUnit()
        guard (0xDC00..<0xE000).contains(second) else { throw RowFault.notAnArray }
        return try Unicode.Scalar(0x10000 + (unit - 0xD800) << 10 + (second - 0xDC00))
            ?? { throw RowFault.notAnArray }()
    }

    private mutating func codeUnit() throws -> UInt32 {
        guard bytes.endIndex - place >= 4,
            let unit = UInt32(String(decoding: bytes[place..<(place + 4)], as: UTF8.self), radix: 16)
        else { throw RowFault.notAnArray }
        place += 4
        return unit
    }
}

extension String {
    fileprivate init(validating bytes: ArraySlice<UInt8>) throws {
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw RowFault.notUTF8
        }
        self = text
    }
}
