/// Finds values in the bytes of a JSON object that is known to be well formed.
enum JSONObjectScanner {
    /// The range of the value of `key` in the outermost object of `json`, without surrounding white space.
    static func value(of key: String, in json: [UInt8]) -> Range<Int>? {
        var cursor = Cursor(json: json)
        cursor.skipSpace()
        guard cursor.take("{") else { return nil }
        while let name = cursor.string() {
            guard cursor.take(":") else { return nil }
            let value = cursor.value()
            if json[name].elementsEqual(key.utf8) { return value }
            guard cursor.take(",") else { return nil }
        }
        return nil
    }

    private struct Cursor {
        let json: [UInt8]
        var position = 0

        init(json: [UInt8]) {
            self.json = json
        }

        var current: UInt8? { position < json.count ? json[position] : nil }

        mutating func skipSpace() {
            while let byte = current, byte == 0x20 || byte == 0x0a || byte == 0x0d || byte == 0x09 { position += 1 }
        }

        mutating func take(_ character: Unicode.Scalar) -> Bool {
            skipSpace()
            guard current == UInt8(ascii: character) else { return false }
            position += 1
            skipSpace()
            return true
        }

        /// Skips a string and returns the range between its quotes.
        mutating func string() -> Range<Int>? {
            skipSpace()
            guard current == UInt8(ascii: "\"") else { return nil }
            position += 1
            let start = position
            while let byte = current, byte != UInt8(ascii: "\"") {
                position += byte == UInt8(ascii: "\\") ? 2 : 1
            }
            defer { position += 1 }
            return start..<min(position, json.count)
        }

        /// Skips a value of any kind and returns its range.
        mutating func value() -> Range<Int> {
            let start = position
            var depth = 0
            while let byte = current {
                switch byte {
                case UInt8(ascii: "\""):
                    _ = string()
                    continue
                case UInt8(ascii: "{"), UInt8(ascii: "["):
                    depth += 1
                case UInt8(ascii: "}"), UInt8(ascii: "]"), UInt8(ascii: ","):
                    if depth == 0 { return start..<endWithoutSpace(after: start) }
                    if byte != UInt8(ascii: ",") { depth -= 1 }
                default:
                    break
                }
                position += 1
            }
            return start..<endWithoutSpace(after: start)
        }

        private func endWithoutSpace(after start: Int) -> Int {
            let trailing = json[start..<min(position, json.count)].reversed().prefix { $0 <= 0x20 }.count
            return min(position, json.count) - trailing
        }
    }
}
