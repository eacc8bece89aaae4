import Domain
import Localization
import Mustache
import Testing

@testable import Server

@Suite("What views write out themselves")
struct ViewMarkupTests {
    private static let now = Timestamp(milliseconds: 1_700_000_000_000)

    private func rendered(_ template: String, _ view: Any) throws -> String {
        try MustacheTemplate(string: template).render(ViewFields.of(view) ?? [:])
    }

    private struct Row: Sendable {
        var title: CutText
        var created: MomentView?
    }

    @Test("A cut text is escaped in its title, its head and its tail")
    func cut() throws {
        let row = Row(title: CutText("<b a=\"1\">&'", keeping: "<#1>"))
        let head = "&lt;b a=&quot;1&quot;&gt;&amp;&#39;"
        let html =
            "<span class=\"cut\" title=\"\(head)&lt;#1&gt;\"><span>\(head)</span><span>&lt;#1&gt;</span></span>"
        #expect(try rendered("{{{title.cut}}}", row) == html)
        #expect(try rendered("{{#title}}{{{cut}}}{{/title}}", row) == html)
        #expect(try rendered("{{title.whole}}", row) == "\(head)&lt;#1&gt;")
    }

    @Test("A mark that combines with the character before it hides nothing")
    func combined() throws {
        let html = try rendered("{{{title.cut}}}", Row(title: CutText("<\u{338}b", keeping: "\"\u{338}")))
        #expect(
            html.utf8.elementsEqual(
                "<span class=\"cut\" title=\"&lt;\u{338}b&quot;\u{338}\"><span>&lt;\u{338}b</span><span>&quot;\u{338}</span></span>"
                    .utf8))
    }

    @Test("A long text keeps its end")
    func long() throws {
        let row = Row(title: CutText(String(repeating: "a", count: 30) + "0123456789zz"))
        let parts = "<span>\(String(repeating: "a", count: 30))</span><span>0123456789zz</span>"
        #expect(try rendered("{{{title.cut}}}", row).hasSuffix("\(parts)</span>"))
    }

    @Test("A time is relative, with the exact one on hover or next to it; no time renders nothing")
    func moment() throws {
        let strings = Strings.of(.english)
        let created = MomentView(Self.now - .seconds(240), now: Self.now, strings)
        let row = Row(title: CutText(""), created: created)
        let exact = "2023-11-14T22:09:20.000Z"
        #expect(
            try rendered("{{{created.relative}}}", row)
                == "<time datetime=\"\(exact)\" title=\"\(exact)\" data-moment>4 min ago</time>")
        #expect(
            try rendered("{{{created.dated}}}", row)
                == "<time class=\"dated\" datetime=\"\(exact)\" title=\"\(exact)\">"
                + "<span data-exact>2023-11-14 22:09:20 UTC</span> "
                + "<span class=\"quiet\">(<span data-moment>4 min ago</span>)</span></time>")
        #expect(try rendered("[{{{created.relative}}}]", Row(title: CutText(""))) == "[]")
    }
}
