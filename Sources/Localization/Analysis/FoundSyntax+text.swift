package import BundleAnalysis

extension FoundSyntax: Message {
    package var text: LocalizedText {
        switch self {
        case .character(let text): text.text
        case .byte(let value): LocalizedText(en: "the byte \(value)", zh: "字节 \(value)")
        }
    }
}
