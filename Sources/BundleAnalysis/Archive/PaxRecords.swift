/// The records of a pax header, each `LENGTH KEY=VALUE\n`, as far as they matter here.
struct PaxRecords: Equatable {
    var path: [UInt8]?
    var size: Int?
    var isSparse = false

    /// Nil if the records are not well-formed.
    init?(_ bytes: [UInt8]) {
        var rest = bytes[...]
        while let first = rest.first, first != 0 {
            guard let record = Self.takeRecord(&rest), let equals = record.firstIndex(of: UInt8(ascii: "="))
            else { return nil }
            let key = String(decoding: record[..<equals], as: UTF8.self)
            guard note(key, Array(record[(equals + 1)...])) else { return nil }
        }
    }

    private static func takeRecord(_ rest: inout ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
        guard let space = rest.prefix(12).firstIndex(of: 0x20),
            let length = Int(String(decoding: rest[..<space], as: UTF8.self)),
            length > space - rest.startIndex + 1, length <= rest.count
        else { return nil }
        let end = rest.startIndex + length
        guard rest[end - 1] == 0x0a else { return nil }
        let record = rest[(space + 1)..<(end - 1)]
        rest = rest[end...]
        return record
    }

    private mutating func note(_ key: String, _ value: [UInt8]) -> Bool {
        switch key {
        case "path": path = value
        case "size":
            guard let number = Int(String(decoding: value, as: UTF8.self)), number >= 0 else { return false }
            size = number
        default: isSparse = isSparse || key.hasPrefix("GNU.sparse.")
        }
        return true
    }
}
