package import BundleAnalysis

extension MessagePackDefect: Message {
    /// The end of a sentence, without its period.
    package var text: LocalizedText {
        switch self {
        case .endsEarly: LocalizedText(en: "the file ends within a value", zh: "文件在某个值中间结束")
        case .unassignedByte:
            LocalizedText(en: "the byte before it does not begin a value", zh: "前一个字节不是任何值的开头")
        case .keyIsNotString: LocalizedText(en: "the key before it is not a string", zh: "前面的键不是字符串")
        case .tooDeep(let limit):
            LocalizedText(en: "values are nested more than \(limit) levels deep", zh: "值的嵌套超过 \(limit) 层")
        case .trailingBytes: LocalizedText(en: "there is more after the value", zh: "值之后还有多余的内容")
        }
    }
}
