/// A recorded message as it is shown in one language.
package struct RecordedText: Hashable, Sendable {
    package let text: String
    /// Precedes a text in English on a page in another language, and says why it is in English; otherwise nil.
    package let lead: String?

    /// - Parameters:
    ///   - text: nil if another version recorded the message, and this one knows only its English.
    ///   - english: the text as it was recorded.
    init(_ text: LocalizedText?, english: String, _ language: Language) {
        self.text = text?[language] ?? english
        lead = text == nil && language != .english ? Self.lead[language] : nil
    }

    /// A sentence that was recorded without its code and values.
    package init(recorded english: String, _ language: Language) {
        self.init(nil, english: english, language)
    }

    private static let lead = LocalizedText(
        en: "(recorded in English by another version)", zh: "（由其他版本以英文记录）")
}
