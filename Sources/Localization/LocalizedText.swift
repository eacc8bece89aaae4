/// One text in every language.
///
/// The initializer asks for each language by name: where a text is missing, the compiler says so, and a language that is
/// added here is asked for everywhere.
package struct LocalizedText: Hashable, Sendable {
    package let en: String
    package let zh: String

    package init(en: String, zh: String) {
        self.en = en
        self.zh = zh
    }

    /// What is written the same in every language: a name, a number, a symbol.
    package init(verbatim text: String) {
        self.init(en: text, zh: text)
    }

    package subscript(language: Language) -> String {
        switch language {
        case .english: en
        case .chinese: zh
        }
    }
}
