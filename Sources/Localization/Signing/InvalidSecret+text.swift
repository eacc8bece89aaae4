package import Signing

extension InvalidSecret: Message {
    package var text: LocalizedText {
        let limit = WebhookSecret.maximumLength
        return switch self {
        case .empty:
            LocalizedText(en: "The secret is empty. Use 1 to \(limit) characters.", zh: "密钥为空；须为 1 到 \(limit) 个字符。")
        case .tooLong(let count):
            LocalizedText(
                en: "The secret has \(count) characters; the maximum is \(limit).",
                zh: "密钥有 \(count) 个字符；最多 \(limit) 个。")
        case .controlCharacter:
            LocalizedText(
                en: "The secret contains a control character, such as a line break.", zh: "密钥含有控制字符，例如换行。")
        case .notBase64:
            LocalizedText(
                en: """
                    A secret that begins with `\(WebhookSecret.prefix)` must continue with base64 of at least one byte.
                    """,
                zh: "以 `\(WebhookSecret.prefix)` 开头的密钥，其后须为至少一个字节的 base64。")
        }
    }
}
