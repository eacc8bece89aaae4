extension TextFault: Message {
    package var text: LocalizedText {
        switch self {
        case .empty: LocalizedText(en: "must not be empty", zh: "不能为空")
        case .tooLong(let limit, let count):
            LocalizedText(
                en: "must have at most \(limit) characters; it has \(count)", zh: "最多 \(limit) 个字符；现在有 \(count) 个")
        case .wrongLength(let lowest, let highest, let count):
            LocalizedText(
                en: "must have \(lowest) to \(highest) characters; it has \(count)",
                zh: "须为 \(lowest) 到 \(highest) 个字符；现在有 \(count) 个")
        case .controlCharacter: LocalizedText(en: "must not contain control characters", zh: "不能含有控制字符")
        case .outerSpace: LocalizedText(en: "must not begin or end with a space", zh: "开头和结尾不能是空格")
        }
    }
}
