import Localization
import Mustache
import Testing

@testable import Server

@Suite("Text within a page")
struct PageTextTests {
    @Test(
        "It is escaped as the template library does it",
        arguments: ["", "plain", "<b a=\"1\" c='2'>&amp;</b>", "größer & kleiner", "体积 < 限制", "&&&&", "🙂'🙂"])
    func same(text: String) throws {
        #expect(PageText().escapeText(text) == (try MustacheTemplate(string: "{{.}}").render(text)))
    }

    @Test("It is escaped where a mark combines with the character before it, which the library lets through")
    func joined() {
        #expect(PageText().escapeText("<\u{338}script>\u{338}") == "&lt;\u{338}script&gt;\u{338}")
    }
}

@Suite("Templates")
struct TemplatesTests {
    @Test("Partials and blocks escape too, whatever was combined")
    func everywhere() throws {
        struct Row: Sendable {
            var meaning: String
            var symbol: String
            var before: String
        }
        let html = Templates.of(.english).render(
            Row(meaning: "<\u{338}", symbol: "\"\u{338}", before: "&\u{338}"), withTemplate: "mark")
        let text = String(try #require(html).unicodeScalars.filter { $0 != "\u{338}" })
        for sign in ["&lt;", "&quot;", "&amp;"] { #expect(text.contains(sign)) }
    }

    @Test("Templates contain the strings of their language", arguments: Language.allCases)
    func strings(language: Language) throws {
        struct Nothing: Sendable {}
        let html = try #require(Templates.of(language).render(Nothing(), withTemplate: "layout"))
        let skip = Strings.of(language)("skip")
        #expect(html.contains(">\(skip)<"))
    }
}
