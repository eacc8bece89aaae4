import Foundation

/// The entries of a `.properties` file that are on one line each, as programs write them.
struct JavaProperties {
    private var values: [String: String] = [:]

    init(_ bytes: Data?) {
        guard let bytes else { return }
        for line in bytes.split(whereSeparator: { $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "\r") }) {
            add(Array(line))
        }
    }

    subscript(_ name: String) -> String? { CIEnvironment.text(values[name]) }

    private mutating func add(_ line: [UInt8]) {
        guard let first = line.first, first != UInt8(ascii: "#"), first != UInt8(ascii: "!") else { return }
        var name: [UInt8]?
        var text: [UInt8] = []
        var place = 0
        while place < line.count {
            let byte = line[place]
            place += 1
            if byte == UInt8(ascii: "\\"), place < line.count {
                place = Self.unescape(line, place, &text)
            } else if name == nil, byte == UInt8(ascii: "=") || byte == UInt8(ascii: ":") {
                name = text
                text = []
            } else {
                text.append(byte)
            }
        }
        guard let name else { return }
        values[Self.trimmed(name)] = Self.trimmed(text)
    }

    /// Appends what stands after a backslash, and returns the place after it.
    private static func unescape(_ line: [UInt8], _ place: Int, _ text: inout [UInt8]) -> Int {
        if line[place] == UInt8(ascii: "u"), line.count >= place + 5,
            let code = UInt32(String(decoding: line[place + 1..<place + 5], as: UTF8.self), radix: 16),
            let scalar = Unicode.Scalar(code)
        {
            text += Array(String(Character(scalar)).utf8)
            return place + 5
        }
        text.append(line[place])
        return place + 1
    }

    private static func trimmed(_ bytes: [UInt8]) -> String {
        let isSpace = { (byte: UInt8) in byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") }
        let start = bytes.drop(while: isSpace)
        let end = start.reversed().drop(while: isSpace).reversed()
        return String(decoding: Array(end), as: UTF8.self)
    }
}
