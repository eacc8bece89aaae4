import Foundation

/// The path of a source file in the repository, from the name that the build has of it: what would lead out of the
/// repository is left out, and what can't be shown is replaced.
struct SourcePath: Sendable, Equatable {
    let text: String

    init(_ name: String) {
        // By bytes: a slash with a mark behind it is another character, but the same byte.
        let shown = String.UnicodeScalarView(
            name.unicodeScalars.map { $0.properties.generalCategory == .control ? "\u{FFFD}" : $0 })
        let file = String(shown).utf8.prefix { $0 != UInt8(ascii: "?") }
        let segments = file.split(separator: UInt8(ascii: "/")).map { String(Substring($0)) }
            .filter { !$0.utf8.elementsEqual(".".utf8) && !$0.utf8.elementsEqual("..".utf8) }
        text = segments.isEmpty ? "?" : segments.joined(separator: "/")
    }

    /// As a relative reference (RFC 3986).
    var uri: String {
        let escaped = text.addingPercentEncoding(withAllowedCharacters: Self.allowed) ?? ""
        return escaped
    }

    /// A colon in the first segment would make it a scheme.
    private static let allowed = CharacterSet(
        charactersIn: "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/@+$")
}
