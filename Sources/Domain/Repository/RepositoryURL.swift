/// The URL of a repository's page on its host, `https://git.example.com/acme/shop`, checked part by part, because pages
/// link to it: only https, without a user, a query or a fragment, and with nothing in it that has to be encoded.
package struct RepositoryURL: Hashable, Sendable {
    package static let maximumLength = 1_024
    private static let scheme = "https://"

    /// Without a slash at its end and without `.git`.
    package let text: String
    /// The host's name, without its port.
    package let host: String

    /// Nil if it is not such a URL.
    package init?(_ text: String) {
        guard text.utf8.count <= Self.maximumLength, text.hasBytePrefix(Self.scheme) else { return nil }
        var rest = String(text.dropFirst(Self.scheme.count))
        if rest.hasSuffix("/") { rest.removeLast() }
        if rest.hasSuffix(".git") { rest.removeLast(4) }
        let parts = rest.split(byte: "/", omittingEmptySubsequences: false).map { String($0) }
        guard let authority = parts.first, let host = Self.host(of: authority) else { return nil }
        guard parts.count > 1, parts.dropFirst().allSatisfy(Self.isPlain(segment:)) else { return nil }
        self.text = Self.scheme + rest
        self.host = host
    }

    /// `name` or `name:port`; nil for anything else.
    private static func host(of authority: String) -> String? {
        let parts = authority.split(byte: ":", omittingEmptySubsequences: false).map { String($0) }
        guard let name = parts.first, isHostName(name) else { return nil }
        switch parts.count {
        case 1: return name.lowercased()
        case 2:
            return Int(parts[1]).map { (1...65_535).contains($0) } == true && parts[1].isDigits
                ? name.lowercased() : nil
        default: return nil
        }
    }

    /// Whether it is a domain name, with at least one dot.
    static func isHostName(_ text: String) -> Bool {
        let labels = text.split(byte: ".", omittingEmptySubsequences: false)
        return text.utf8.count <= 253 && labels.count > 1
            && labels.allSatisfy { label in
                (1...63).contains(label.utf8.count) && label.utf8.first != UInt8(ascii: "-")
                    && label.utf8.last != UInt8(ascii: "-")
                    && label.utf8.allSatisfy { $0.isASCIILetterOrDigit || $0 == UInt8(ascii: "-") }
            }
    }

    /// Whether it is a part of a path that means what it says: `.` and `..` do not.
    static func isPlain(segment: String) -> Bool {
        !segment.isEmpty && !segment.utf8.allSatisfy { $0 == UInt8(ascii: ".") }
            && segment.utf8.allSatisfy { $0.isASCIILetterOrDigit || "-._~".utf8.contains($0) }
    }
}
