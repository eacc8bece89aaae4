package import BundleAnalysis

extension ExpectedSyntax: Message {
    package var text: LocalizedText {
        switch self {
        case .value: LocalizedText(en: "a value", zh: "值")
        case .digit: LocalizedText(en: "a digit", zh: "数字")
        case .colon: LocalizedText(verbatim: "`:`")
        case .keyOrBrace: LocalizedText(en: "a key in quotes or `}`", zh: "带引号的键或 `}`")
        case .commaOrBrace: LocalizedText(en: "`,` or `}`", zh: "`,` 或 `}`")
        case .commaOrBracket: LocalizedText(en: "`,` or `]`", zh: "`,` 或 `]`")
        case .endOfFile: LocalizedText(en: "the end of the file", zh: "文件结尾")
        }
    }
}
