extension WebhookURL {
    /// Reads the part of a URL between `//` and the path.
    static func hostAndPort(_ text: Substring) throws(WebhookURLFault) -> (Host, port: Int?) {
        guard !text.utf8.contains(UInt8(ascii: "@")) else { throw .userInfo }
        if text.hasBytePrefix("[") { return try bracketed(Substring(text.utf8.dropFirst())) }
        let parts = text.split(byte: ":", maxSplits: 1, omittingEmptySubsequences: false)
        let host = try Host(ascii: String(parts[0]))
        return (host, parts.count == 2 ? try port(parts[1]) : nil)
    }

    private static func bracketed(_ text: Substring) throws(WebhookURLFault) -> (Host, port: Int?) {
        let parts = text.split(byte: "]", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2, let address = IPAddress(String(parts[0])), address.width == 128 else { throw .notIPv6 }
        if parts[1].isEmpty { return (.address(address), nil) }
        guard parts[1].hasBytePrefix(":") else { throw .afterBracket }
        return (.address(address), try port(Substring(parts[1].utf8.dropFirst())))
    }

    private static func port(_ text: Substring) throws(WebhookURLFault) -> Int? {
        if text.isEmpty { return nil }
        guard text.isDigits, let port = Int(text), (1...65_535).contains(port) else { throw .port }
        return port
    }
}

extension WebhookURL.Host {
    /// The maximum length of a host name and of one of its labels (RFC 1035).
    static let maximumNameLength = 253
    static let maximumLabelLength = 63

    /// Reads a host that is not in brackets, in its ASCII form. Nothing is decoded here: whatever turns a host into
    /// ASCII has to do so before, so that its result is judged like any other text. `１２７.０.０.１` becomes
    /// `127.0.0.1` in that step, and `%31%32%37.0.0.1` may.
    init(ascii text: String) throws(WebhookURLFault) {
        guard !text.isEmpty else { throw .noHost }
        guard text.utf8.allSatisfy({ $0 < 0x80 }) else { throw .hostNotASCII(host: text) }
        let name = (text.hasByteSuffix(".") ? String(text.dropLast()) : text).lowercasedASCII
        if IPAddress.looksLikeIPv4(name) {
            guard let address = IPAddress(looseIPv4: name) else { throw .notIPv4(host: text) }
            self = .address(address)
        } else {
            guard Self.isName(name) else { throw .notHostName(host: text) }
            self = .name(name)
        }
    }

    private static func isName(_ text: String) -> Bool {
        text.utf8.count <= maximumNameLength
            && text.split(separator: ".", omittingEmptySubsequences: false).allSatisfy { label in
                (1...maximumLabelLength).contains(label.utf8.count) && !label.hasPrefix("-") && !label.hasSuffix("-")
                    && label.utf8.allSatisfy { $0.isASCIILetterOrDigit || "-_".utf8.contains($0) }
            }
    }
}
