import Signing

/// A content security policy that allows a page nothing but one style sheet and one script that are in it.
struct InlinePolicy {
    /// In double quotes as the value of an attribute.
    let text: String

    /// - Parameter script: empty if the page has none.
    init(style: String, script: String) {
        var rules = ["default-src 'none'", "style-src \(Self.source(style))"]
        if !script.isEmpty { rules.append("script-src \(Self.source(script))") }
        text = (rules + ["base-uri 'none'", "form-action 'none'"]).joined(separator: "; ")
    }

    private static func source(_ text: String) -> String {
        "'sha256-\(Base64.standard.encode(SHA256Digest.of(Array(text.utf8))))'"
    }
}
