package import Signing

extension InvalidSealingKey: Message {
    package var text: LocalizedText {
        let count = SealingKey.byteCount
        return switch self {
        case .notBase64:
            LocalizedText(
                en: "The secret key is not base64. To create one, run `openssl rand -base64 \(count)`.",
                zh: "密钥不是 base64。可运行 `openssl rand -base64 \(count)` 生成。")
        case .wrongLength(let given):
            LocalizedText(
                en: "The secret key must be base64 of \(count) bytes; this one has \(given) bytes.",
                zh: "密钥须为 \(count) 字节的 base64；现在有 \(given) 字节。")
        }
    }
}
