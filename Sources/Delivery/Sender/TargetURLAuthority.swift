import Domain

/// Reads the part of a URL between `//` and the path.
enum TargetURLAuthority {
    typealias Invalid = TargetURL.Invalid

    /// The maximum length of a host name and of one of its labels (RFC 1035).
    static let maximumNameLength = 253
    static let maximumLabelLength = 63

    static func parse(_ text: Substring) throws(Invalid) -> (TargetURL.Host, port: Int?) {
        guard !text.contains("@") else {
            throw Invalid("The URL may not hold a user name or password. Send credentials in a header of the webhook.")
        }
        if text.hasPrefix("[") { return try bracketed(text.dropFirst()) }
        let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        let host = try host(String(parts.first ?? ""))
        return (host, parts.count == 2 ? try port(parts[1]) : nil)
    }

    private static func bracketed(_ text: Substring) throws(Invalid) -> (TargetURL.Host, port: Int?) {
        let parts = text.split(separator: "]", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2, let address = IPAddress(String(parts[0])), address.width == 128 else {
            throw Invalid("What stands in brackets is not an IPv6 address. Write it like `[2001:db8::1]`.")
        }
        guard parts[1].isEmpty || parts[1].hasPrefix(":") else {
            throw Invalid("After `]` only a port or a path may follow.")
        }
        return (.address(address), parts[1].isEmpty ? nil : try port(parts[1].dropFirst()))
    }

    private static func port(_ text: Substring) throws(Invalid) -> Int? {
        if text.isEmpty { return nil }
        guard text.isDigits, let port = Int(text), (1...65_535).contains(port) else {
            throw Invalid("The port must be a number from 1 to 65535. Put an IPv6 address in brackets.")
        }
        return port
    }

    private static func host(_ text: String) throws(Invalid) -> TargetURL.Host {
        guard !text.isEmpty else { throw Invalid("The URL has no host name.") }
        guard text.utf8.allSatisfy({ $0 < 0x80 }) else {
            throw Invalid("The host name must be ASCII. Write an international name in its `xn--` form.")
        }
        let name = (text.hasSuffix(".") ? String(text.dropLast()) : text).lowercased()
        if IPAddress.looksLikeIPv4(name) {
            guard let address = IPAddress(looseIPv4: name) else {
                throw Invalid("`\(text)` ends in a number but is not an IPv4 address.")
            }
            return .address(address)
        }
        try check(name, in: text)
        return .name(name)
    }

    private static func check(_ name: String, in text: String) throws(Invalid) {
        let labels = name.split(separator: ".", omittingEmptySubsequences: false)
        let isName = labels.allSatisfy { label in
            (1...maximumLabelLength).contains(label.utf8.count)
                && !label.hasPrefix("-") && !label.hasSuffix("-") && label.utf8.allSatisfy(isNameByte)
        }
        guard isName, name.utf8.count <= maximumNameLength else {
            throw Invalid("`\(text)` is not a host name.")
        }
    }

    private static func isNameByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"): true
        case UInt8(ascii: "-"), UInt8(ascii: "_"): true
        default: false
        }
    }
}
