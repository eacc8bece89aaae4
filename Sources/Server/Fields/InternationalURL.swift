import CIDN2
import Domain

/// Writes the host of a URL as it is sent: an international domain name in its `xn--` form (IDNA 2008 with the mapping of
/// UTS 46, as browsers do it). The result is judged like any other URL: `１２７.０.０.１` becomes `127.0.0.1`.
enum InternationalURL {
    /// The same text if the host is ASCII, cannot be found or has a control character: then it is for the parser to say
    /// what is wrong.
    static func ascii(_ text: String) throws(WebhookURLFault) -> String {
        let bytes = text.utf8
        guard let slash = bytes.firstIndex(of: UInt8(ascii: "/")), bytes[slash...].starts(with: "//".utf8) else {
            return text
        }
        let start = bytes.index(slash, offsetBy: 2)
        let authority = bytes[start...].prefix { !"/?#".utf8.contains($0) }
        guard !authority.contains(UInt8(ascii: "@")) else { return text }
        let host = authority.prefix { $0 != UInt8(ascii: ":") }
        guard !host.allSatisfy({ $0 < 0x80 }), host.allSatisfy({ $0 >= 0x20 && $0 != 0x7F }) else { return text }
        let name = String(Substring(host))
        guard let converted = converted(name) else {
            throw .notInternational(host: name, character: offender(in: name))
        }
        return String(Substring(bytes[..<start])) + converted + String(Substring(bytes[host.endIndex...]))
    }

    /// Nil if it is not a domain name.
    private static func converted(_ name: String) -> String? {
        var result: UnsafeMutablePointer<UInt8>?
        let flags = Int32(IDN2_NFC_INPUT.rawValue | IDN2_NONTRANSITIONAL.rawValue)
        let status = Array(name.utf8 + [0]).withUnsafeBufferPointer { idn2_lookup_u8($0.baseAddress, &result, flags) }
        defer { idn2_free(result) }
        guard status == IDN2_OK.rawValue, let result else { return nil }
        return String(cString: result)
    }

    /// The first character that no domain name may have; nil if it is something else that is wrong.
    private static func offender(in name: String) -> String? {
        name.unicodeScalars.first { scalar in
            scalar.isASCII ? !WebhookURLFault.isOfHostName(scalar) : converted("a\(scalar)a") == nil
        }.map { String($0) }
    }
}
