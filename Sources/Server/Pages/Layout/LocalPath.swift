import Domain
import Foundation
import Hummingbird

/// A path on this server with its query, to return to.
///
/// Checked as bytes: in `//` followed by U+FE0F and `evil.example` there are not two `Character`s `/`, but a browser
/// sees two slashes, drops U+FE0F from the host name, and goes to evil.example.
struct LocalPath: Sendable {
    let text: String

    /// The requested path: that too comes from outside.
    init(_ request: Request) {
        self.init(untrusted: request.head.path ?? "/")
    }

    /// A path from a form or an address: `/` if it could lead to another server.
    init(untrusted text: String) {
        self.text = Self.isLocal(text) ? text : "/"
    }

    /// A path of the form that this server's pages have, with any query of visible ASCII.
    private static func isLocal(_ text: String) -> Bool {
        let path = text.utf8.prefix { $0 != UInt8(ascii: "?") && $0 != UInt8(ascii: "#") }
        guard path.first == UInt8(ascii: "/"), text.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else {
            return false
        }
        // Nothing in a path is percent-encoded here, and none of its parts is empty, except in `/` itself.
        let parts = path.dropFirst().split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
        return path.count == 1
            || parts.allSatisfy { part in
                part.allSatisfy(isPlain) && !part.allSatisfy { $0 == UInt8(ascii: ".") }
            }
    }

    private static func isPlain(_ byte: UInt8) -> Bool { byte.isASCIILetterOrDigit || "-._~".utf8.contains(byte) }

    /// Encoded as the value of a parameter.
    var encoded: String {
        text.addingPercentEncoding(withAllowedCharacters: Self.plain) ?? "/"
    }

    /// Without one parameter of its query, however its name is encoded.
    func without(_ name: String) -> String {
        let parts = text.split(byte: "?", maxSplits: 1, omittingEmptySubsequences: false)
        let path = String(parts.first ?? "/")
        guard parts.count > 1 else { return path }
        let kept = parts[1].split(byte: "&").filter { Query(text: String($0)).parameters.first?.name != name }
        return kept.isEmpty ? path : "\(path)?\(kept.joined(separator: "&"))"
    }

    private static let plain = CharacterSet(
        charactersIn: "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/")
}
