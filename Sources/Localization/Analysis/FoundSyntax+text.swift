package import BundleAnalysis

extension FoundSyntax: Message {
    package var text: LocalizedText {
        switch self {
        case .character(let text):
            let character = text.text
            return LocalizedText(en: character.en, zh: " \(character.zh)")
        case .byte(let value): return LocalizedText(en: "the byte \(value)", zh: "字节 \(value)")
        }
    }
}
