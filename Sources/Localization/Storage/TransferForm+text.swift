package import Storage

extension TransferForm: Message {
    package var text: LocalizedText {
        switch self {
        case .integer, .small: LocalizedText(en: "a whole number", zh: "整数")
        case .boolean: LocalizedText(en: "true or false", zh: "true 或 false")
        case .real: LocalizedText(en: "a number", zh: "数字")
        case .text: LocalizedText(en: "a string", zh: "字符串")
        case .bytes: LocalizedText(en: "bytes in base64", zh: "base64 字节")
        case .uuid: LocalizedText(en: "a UUID", zh: "UUID 值")
        }
    }
}
