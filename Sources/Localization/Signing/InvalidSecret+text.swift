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
        case .byteOrderMark:
            LocalizedText(
                en: "The secret begins with a byte order mark (U+FEFF). Remove it: save the file as UTF-8 without one.",
                zh: "密钥以字节顺序标记（U+FEFF）开头。请删除：将文件另存为不带标记的 UTF-8。")
        case .surroundingSpace:
            LocalizedText(
                en: "The secret begins or ends with a space. Remove it, here and at the receiver.",
                zh: "密钥的开头或结尾有空格。请在此处和接收方删除。")
        case .signaturePrefix:
            LocalizedText(
                en: "The secret begins with `v1,`, which belongs to a signature. Write only what follows it.",
                zh: "密钥以 `v1,` 开头，这是签名的前缀。请只填写其后的内容。")
        case .notUTF8:
            LocalizedText(
                en:
                    "The secret contains the replacement character U+FFFD: some of its bytes were not UTF-8. Copy it again.",
                zh: "密钥含有替换字符 U+FFFD：其中有字节不是 UTF-8。请重新复制。")
        }
    }
}
