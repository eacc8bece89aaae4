/// File names without the hash of their content, which changes with each build.
enum HashedName {
    /// The name without its extensions and hashes: `main` for `main.3f2a9b1c.js`, `index-BxW2p0Qa.css`.
    static func plain(_ file: String) -> String {
        var parts = file.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        guard parts.count > 1 else { return file }
        parts.removeLast()
        while parts.count > 1, let last = parts.last, isHash(last) { parts.removeLast() }
        var name = Array(parts.joined(separator: [UInt8(ascii: ".")]))
        for separator in [UInt8(ascii: "-"), UInt8(ascii: "~")] {
            guard let at = name.lastIndex(of: separator), at > 0, isHash(name[(at + 1)...]) else { continue }
            name = Array(name[..<at])
        }
        return String(decoding: name, as: UTF8.self)
    }

    /// 6 to 32 characters as hashes have them, in hexadecimal, base 32 or base 64 (URL). A word is no hash, nor is `es2015`.
    static func isHash(_ bytes: some Collection<UInt8>) -> Bool {
        guard (6...32).contains(bytes.count) else { return false }
        var (digits, upper, lower, beyondHex) = (0, 0, 0, 0)
        for byte in bytes {
            switch byte {
            case 0x30...0x39: digits += 1
            case 0x41...0x5a: upper += 1
            case 0x61...0x7a:
                lower += 1
                if byte > UInt8(ascii: "f") { beyondHex += 1 }
            case UInt8(ascii: "_"): beyondHex += 1
            default: return false
            }
        }
        let isHex = digits > 0 && upper == 0 && beyondHex == 0
        let isBase32 = lower == 0 && beyondHex == 0 && bytes.count == 8
        let isBase64 = bytes.count >= 8 && upper > 0 && lower > 0 && (digits > 0 || upper > 1)
        return isHex || isBase32 || isBase64
    }
}
