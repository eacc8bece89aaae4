import Localization
import Testing

@Suite("Messages")
struct MessageTests {
    @Test("Every language has a name of its own")
    func languages() {
        #expect(Set(Language.allCases.map(\.name)).count == Language.allCases.count)
        let text = LocalizedText(en: "one", zh: "一")
        #expect(text[.english] == "one" && text[.chinese] == "一")
        #expect(LocalizedText(verbatim: "`a`")[.chinese] == "`a`")
    }
}
