/// Stats as plain JSON, in which JSONR's repeated values are written out: what the reader sees, for comparisons with other
/// readers of JSONR.
///
/// Numbers stay as they are written. `undefined` and `NaN`, for which JSON has no words, become null.
package struct PlainStats {
    /// In UTF-8.
    package private(set) var json: [UInt8] = []

    /// Nil if `text` is not one value of JSON or JSONR.
    package init?(_ text: UnsafeRawBufferPointer) {
        var reader = StatsReader(text)
        do {
            try write(&reader)
            try reader.end()
        } catch {
            return nil
        }
    }

    /// The reader limits the depth.
    private mutating func write(_ reader: inout StatsReader) throws(StatsFault) {
        if reader.isAtArray {
            try writeArray(&reader)
        } else if reader.isAtObject {
            try writeObject(&reader)
        } else if reader.isAtString {
            write(string: try reader.string() ?? "")
        } else if reader.isAtNumber {
            let number = try reader.identifierBytes { Array($0) }
            json += number ?? []
        } else {
            json += Array((try reader.boolean().map { $0 ? "true" : "false" } ?? "null").utf8)
        }
    }

    private mutating func writeArray(_ reader: inout StatsReader) throws(StatsFault) {
        json.append(UInt8(ascii: "["))
        var isFirst = true
        _ = try reader.array { (reader) throws(StatsFault) in
            if !isFirst { json.append(UInt8(ascii: ",")) }
            isFirst = false
            try write(&reader)
        }
        json.append(UInt8(ascii: "]"))
    }

    private mutating func writeObject(_ reader: inout StatsReader) throws(StatsFault) {
        json.append(UInt8(ascii: "{"))
        var isFirst = true
        _ = try reader.object { (reader, key) throws(StatsFault) in
            if !isFirst { json.append(UInt8(ascii: ",")) }
            isFirst = false
            write(string: reader.text(key))
            json.append(UInt8(ascii: ":"))
            try write(&reader)
        }
        json.append(UInt8(ascii: "}"))
    }

    private mutating func write(string: String) {
        let digits = Array("0123456789abcdef".utf8)
        json.append(UInt8(ascii: "\""))
        for byte in string.utf8 {
            if byte < 0x20 {
                json += Array("\\u00".utf8) + [digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            } else {
                if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") { json.append(UInt8(ascii: "\\")) }
                json.append(byte)
            }
        }
        json.append(UInt8(ascii: "\""))
    }
}
