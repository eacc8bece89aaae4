import Foundation
import Hummingbird

/// A path on this server with its query: where to come back to.
struct LocalPath: Sendable {
    let text: String

    init(_ request: Request) {
        text = request.head.path ?? "/"
    }

    /// Of what a form or an address says: `/` where that could lead to another server.
    init(untrusted text: String) {
        let isLocal =
            text.hasPrefix("/") && !text.hasPrefix("//") && !text.contains("\\")
            && text.unicodeScalars.allSatisfy { $0.value > 0x20 && $0.value != 0x7F }
        self.text = isLocal ? text : "/"
    }

    /// As the value of a parameter.
    var encoded: String {
        text.addingPercentEncoding(withAllowedCharacters: Self.plain) ?? "/"
    }

    /// Without one parameter of its query.
    func without(_ name: String) -> String {
        let parts = text.split(separator: "?", maxSplits: 1)
        let path = LocalPath(untrusted: String(parts.first ?? "/")).text
        guard parts.count > 1 else { return path }
        let kept = parts[1].split(separator: "&").filter { $0 != name && !$0.hasPrefix("\(name)=") }
        return kept.isEmpty ? path : "\(path)?\(kept.joined(separator: "&"))"
    }

    private static let plain = CharacterSet(
        charactersIn: "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/")
}
