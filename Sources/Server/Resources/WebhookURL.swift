import Domain

/// The URL of a webhook, as far as it is checked before anything is sent there.
struct WebhookURL: Hashable, Sendable {
    /// Scheme, host and port: what a webhook's own headers were meant for.
    struct Origin: Hashable, Sendable {
        var scheme: String
        var host: String
        var port: Int
    }

    var origin: Origin

    /// Nil for a text that is not a valid webhook URL.
    init?(_ text: String) {
        guard case .success(let url) = Self.parse(text) else { return nil }
        self = url
    }

    /// What is wrong with a URL; nil if nothing is.
    static func fault(in text: String) -> String? {
        guard case .failure(let fault) = parse(text) else { return nil }
        return fault.message
    }

    private init(origin: Origin) {
        self.origin = origin
    }

    private struct Fault: Error {
        var message: String
    }

    private static func parse(_ text: String) -> Result<WebhookURL, Fault> {
        guard text.utf8.allSatisfy({ (0x21...0x7E).contains($0) && !#""<>\^`{|}"#.utf8.contains($0) }) else {
            return refused("must be written in ASCII, everything else percent-encoded")
        }
        guard let (scheme, rest) = schemeAndRest(text) else { return refused("must begin with http:// or https://") }
        let authority = rest.prefix { $0 != "/" && $0 != "?" && $0 != "#" }
        guard !rest.contains("#") else { return refused("must not have a fragment (#…)") }
        guard !authority.contains("@") else { return refused("must not have user info (…@)") }
        guard let (host, portText) = hostAndPort(authority) else { return refused("must name a host") }
        guard let port = port(portText, scheme: scheme) else { return refused("has a port that is not 1 to 65535") }
        return .success(WebhookURL(origin: Origin(scheme: scheme, host: host.lowercased(), port: port)))
    }

    private static func refused(_ message: String) -> Result<WebhookURL, Fault> { .failure(Fault(message: message)) }

    private static func schemeAndRest(_ text: String) -> (scheme: String, rest: Substring)? {
        for scheme in ["http", "https"] where text.lowercased().hasPrefix("\(scheme)://") {
            return (scheme, text.dropFirst(scheme.count + 3))
        }
        return nil
    }

    private static func hostAndPort(_ authority: Substring) -> (host: Substring, port: Substring?)? {
        if authority.hasPrefix("[") {
            guard let end = authority.firstIndex(of: "]") else { return nil }
            let inside = authority[authority.index(after: authority.startIndex)..<end]
            let after = authority[authority.index(after: end)...]
            guard inside.contains(":"), inside.allSatisfy({ $0.isHexDigit || $0 == ":" || $0 == "." }) else {
                return nil
            }
            guard after.isEmpty || after.hasPrefix(":") else { return nil }
            return (inside, after.isEmpty ? nil : after.dropFirst())
        }
        let parts = authority.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        guard let host = parts.first, !host.isEmpty, host.utf8.allSatisfy(isHostByte) else { return nil }
        return (host, parts.count > 1 ? parts[1] : nil)
    }

    private static func isHostByte(_ byte: UInt8) -> Bool { byte.isASCIILetterOrDigit || "-._".utf8.contains(byte) }

    private static func port(_ text: Substring?, scheme: String) -> Int? {
        guard let text, !text.isEmpty else { return text == nil ? (scheme == "http" ? 80 : 443) : nil }
        guard text.isDigits, let port = Int(text) else { return nil }
        return (1...65_535).contains(port) ? port : nil
    }
}
