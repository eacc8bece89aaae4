/// Walks over bytes that are to be JSON.
///
/// The server checks them too, but as a part of the request, and so counts other bytes than those of a user's file.
struct JSONGrammar {
    private static let endOfObject = UInt8(ascii: "}")
    private static let endOfArray = UInt8(ascii: "]")

    private let bytes: [UInt8]
    private var position = 0
    /// The brackets that are due at the ends of what is open, the innermost last.
    private var due: [UInt8] = []

    /// The place of the first byte that does not belong where it is, counted from 0; the number of bytes where they end
    /// too early; nil where they are one JSON value.
    static func fault(in bytes: [UInt8]) -> Int? {
        var grammar = JSONGrammar(bytes)
        return grammar.isOneValue() ? nil : grammar.position
    }

    private init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    private var current: UInt8? { position < bytes.count ? bytes[position] : nil }

    private mutating func isOneValue() -> Bool {
        while passInnermost() {
            while let end = due.last, take(end) { due.removeLast() }
            guard let end = due.last else {
                skipSpace()
                return current == nil
            }
            guard take(UInt8(ascii: ",")), end == Self.endOfArray || passName() else { return false }
        }
        return false
    }

    /// Passes a value that nothing lies in, and before it the brackets of what it lies in itself.
    private mutating func passInnermost() -> Bool {
        while let end = takeOpening() {
            if take(end) { return true }
            due.append(end)
            guard end == Self.endOfArray || passName() else { return false }
        }
        return passScalar()
    }

    /// The bracket that ends what opens here.
    private mutating func takeOpening() -> UInt8? {
        if take(UInt8(ascii: "{")) { return Self.endOfObject }
        return take(UInt8(ascii: "[")) ? Self.endOfArray : nil
    }

    private mutating func passName() -> Bool {
        current == UInt8(ascii: "\"") && passString() && take(UInt8(ascii: ":"))
    }

    private mutating func passScalar() -> Bool {
        guard let byte = current else { return false }
        return switch byte {
        case UInt8(ascii: "\""): passString()
        case UInt8(ascii: "t"): passWord("true")
        case UInt8(ascii: "f"): passWord("false")
        case UInt8(ascii: "n"): passWord("null")
        default: passNumber()
        }
    }

    private mutating func passWord(_ word: String) -> Bool {
        for byte in word.utf8 {
            guard current == byte else { return false }
            position += 1
        }
        return true
    }

    private mutating func passNumber() -> Bool {
        if current == UInt8(ascii: "-") { position += 1 }
        // After a leading 0 no digit may come.
        if current == UInt8(ascii: "0") {
            position += 1
        } else if !passDigits() {
            return false
        }
        if current == UInt8(ascii: ".") {
            position += 1
            guard passDigits() else { return false }
        }
        guard current == UInt8(ascii: "e") || current == UInt8(ascii: "E") else { return true }
        position += 1
        if current == UInt8(ascii: "+") || current == UInt8(ascii: "-") { position += 1 }
        return passDigits()
    }

    private mutating func passDigits() -> Bool {
        let start = position
        while let byte = current, byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9") { position += 1 }
        return position > start
    }

    private mutating func passString() -> Bool {
        position += 1
        while let byte = current {
            switch byte {
            case UInt8(ascii: "\""):
                position += 1
                return true
            case UInt8(ascii: "\\"):
                guard passEscape() else { return false }
            case ..<0x20:
                return false
            default:
                position += 1
            }
        }
        return false
    }

    private mutating func passEscape() -> Bool {
        position += 1
        guard let byte = current else { return false }
        guard byte == UInt8(ascii: "u") else {
            guard "\"\\/bfnrt".utf8.contains(byte) else { return false }
            position += 1
            return true
        }
        position += 1
        for _ in 0..<4 {
            guard let digit = current, Character(Unicode.Scalar(digit)).isHexDigit else { return false }
            position += 1
        }
        return true
    }

    /// Passes `byte`, where it is what comes next, and the white space on both sides.
    private mutating func take(_ byte: UInt8) -> Bool {
        skipSpace()
        guard current == byte else { return false }
        position += 1
        skipSpace()
        return true
    }

    private mutating func skipSpace() {
        while let byte = current, byte == 0x20 || byte == 0x0a || byte == 0x0d || byte == 0x09 { position += 1 }
    }
}
