package import JSONLexing

extension JSONFault {
    /// - Parameter subject: what the bytes are called at the beginning of a sentence.
    package func text(about subject: LocalizedText) -> LocalizedText {
        let (en, zh) = (subject.en, subject.zh)
        return switch kind {
        case .empty:
            LocalizedText(en: "\(en) is empty; it must be a JSON object.", zh: "\(zh)为空；须为 JSON 对象。")
        case .unexpectedByte:
            LocalizedText(
                en: "\(en) is not valid JSON: unexpected byte at offset \(offset).",
                zh: "\(zh)不是有效的 JSON：偏移 \(offset) 处的字节不应出现。")
        case .unexpectedEnd:
            LocalizedText(
                en: "\(en) is not valid JSON: it ends at offset \(offset), in the middle of a value.",
                zh: "\(zh)不是有效的 JSON：在偏移 \(offset) 处结束，而值尚不完整。")
        case .invalidUTF8:
            LocalizedText(
                en: "\(en) is not valid UTF-8: unexpected byte at offset \(offset).",
                zh: "\(zh)不是有效的 UTF-8：偏移 \(offset) 处的字节不应出现。")
        case .controlCharacter:
            LocalizedText(
                en: "\(en) is not valid JSON: the control character at offset \(offset) must be escaped.",
                zh: "\(zh)不是有效的 JSON：偏移 \(offset) 处的控制字符须转义。")
        case .invalidEscape:
            LocalizedText(
                en: "\(en) is not valid JSON: invalid escape at offset \(offset).",
                zh: "\(zh)不是有效的 JSON：偏移 \(offset) 处的转义无效。")
        case .invalidNumber:
            LocalizedText(
                en: "\(en) is not valid JSON: malformed number at offset \(offset).",
                zh: "\(zh)不是有效的 JSON：偏移 \(offset) 处的数字格式有误。")
        case .tooDeep(let limit):
            LocalizedText(
                en: "\(en) nests deeper than the limit of \(limit) levels at offset \(offset).",
                zh: "\(zh)在偏移 \(offset) 处的嵌套超过上限 \(limit) 层。")
        }
    }
}
