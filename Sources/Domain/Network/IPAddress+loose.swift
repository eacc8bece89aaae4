extension IPAddress {
    /// Whether resolvers may take the name for an IPv4 address: its last label is a decimal or hexadecimal number.
    static func looksLikeIPv4(_ name: String) -> Bool {
        guard let last = name.split(separator: ".").last else { return false }
        return last.utf8.allSatisfy(\.isASCIIDigit) || number(in: last) != nil
    }

    /// Reads every spelling of an IPv4 address that resolvers accept: one to four parts, each decimal, octal (`0177`),
    /// or hexadecimal (`0x7f`), the last of which fills the remaining bytes (`127.1`, `2130706433`).
    init?(looseIPv4 text: String) {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false).map(Self.number)
        guard (1...4).contains(parts.count), let last = parts.last, let last else { return nil }
        var bits: UInt64 = 0
        for part in parts.dropLast() {
            guard let part, part <= 255 else { return nil }
            bits = bits << 8 | part
        }
        let room = UInt64(8 * (5 - parts.count))
        guard last < 1 << room else { return nil }
        self = .v4(UInt32(bits << room | last))
    }

    private static func number(in part: Substring) -> UInt64? {
        if part.isEmpty { return nil }
        let digits: Substring
        let radix: Int
        if part.hasPrefix("0x") || part.hasPrefix("0X") {
            (digits, radix) = (part.dropFirst(2), 16)
            if digits.isEmpty { return 0 }
        } else if part.count > 1, part.hasPrefix("0") {
            (digits, radix) = (part.dropFirst(), 8)
        } else {
            (digits, radix) = (part, 10)
        }
        // `UInt64(_:radix:)` accepts a sign.
        guard digits.utf8.first.map({ $0 != UInt8(ascii: "+") && $0 != UInt8(ascii: "-") }) == true else { return nil }
        return UInt64(digits, radix: radix)
    }
}
