import Foundation

/// The path of a source file in the repository, from the name that the build has of it: what would lead out of the
/// repository is left out.
struct SourcePath: Sendable, Equatable {
    let text: String

    init(_ name: String) {
        let file = name.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false).first ?? ""
        let segments = file.split(separator: "/").filter { $0 != "." && $0 != ".." }
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
