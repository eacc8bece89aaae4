/// Writes the headers of this project's tar archives: ustar, with a pax header if a path is too long.
enum TarWriter {
    /// The two zero blocks at the end.
    static let endMark = [UInt8](repeating: 0, count: 2 * TarHeader.blockBytes)

    /// Everything before the body of a file of `size` bytes. Owner, times, and modes are always the same, so that equal
    /// folders produce equal archives.
    static func header(path: String, size: Int) -> [UInt8] {
        let name = Array(path.utf8)
        let fits = name.count <= 100 && size < 1 << 33
        guard !fits else { return block(name: name, size: size, kind: UInt8(ascii: "0")) }
        let records = record("path", path) + record("size", String(size))
        return block(name: Array("pax".utf8), size: records.count, kind: UInt8(ascii: "x"))
            + records + padding(after: records.count)
            + block(name: Array(name.prefix(100)), size: min(size, 1 << 33 - 1), kind: UInt8(ascii: "0"))
    }

    /// The zeros that pad a body of `size` bytes to a whole block.
    static func padding(after size: Int) -> [UInt8] {
        [UInt8](repeating: 0, count: (TarHeader.blockBytes - size % TarHeader.blockBytes) % TarHeader.blockBytes)
    }

    private static func block(name: [UInt8], size: Int, kind: UInt8) -> [UInt8] {
        var block = [UInt8](repeating: 0, count: TarHeader.blockBytes)
        func put(_ bytes: some Collection<UInt8>, at offset: Int) {
            block.replaceSubrange(offset..<offset + bytes.count, with: bytes)
        }
        put(name, at: 0)
        put("0000644\0".utf8, at: 100)
        put("0000000\0".utf8, at: 108)
        put("0000000\0".utf8, at: 116)
        put(octal(size, digits: 11).utf8, at: 124)
        put(octal(0, digits: 11).utf8, at: 136)
        put("        ".utf8, at: 148)
        block[156] = kind
        put("ustar\u{0}00".utf8, at: 257)
        let sum = block.reduce(0) { $0 + Int($1) }
        put((octal(sum, digits: 6) + "\0").utf8, at: 148)
        return block
    }

    private static func octal(_ value: Int, digits: Int) -> String {
        let text = String(value, radix: 8)
        return String(repeating: "0", count: max(digits - text.count, 0)) + text
    }

    /// `LENGTH KEY=VALUE\n`, where the length includes its own digits.
    private static func record(_ key: String, _ value: String) -> [UInt8] {
        let rest = " \(key)=\(value)\n"
        var length = rest.utf8.count
        while String(length).count + rest.utf8.count != length { length = String(length).count + rest.utf8.count }
        return Array("\(length)\(rest)".utf8)
    }
}
