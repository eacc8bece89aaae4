import BundleAnalysis
import Testing

@testable import Reports

@Suite("Reports as a page")
struct HTMLReportTests {
    @Test("The page loads and runs nothing, and follows the system's colors")
    func alone() {
        let page = HTMLReport(ReportSample.report()).text
        #expect(page.contains("default-src 'none'; style-src 'sha256-") && !page.contains("unsafe-inline"))
        #expect(!page.contains("script-src"))
        #expect(page.contains("color-scheme: light dark") && page.contains("prefers-color-scheme: dark"))
        for part in ["<script", "src=", "href=", "http:", "https:", "url(", "@import"] { #expect(!page.contains(part)) }
        #expect(
            page.contains(
                "initial JavaScript in <code>main</code>, because <code>src/table.ts</code> imports lodash</h1>"))
    }

    @Test("A name is text, whatever is in it", arguments: ReportSample.hostileNames)
    func hostile(_ name: String) {
        let page = HTMLReport(ReportSample.report(naming: name, package: name, module: name)).text
        let plain = HTMLReport(ReportSample.report(naming: "n", package: "n", module: "n")).text
        #expect(
            Self.tags(of: page).filter { $0 != "code" && $0 != "/code" }
                == Self.tags(of: plain).filter { $0 != "code" && $0 != "/code" })
        #expect(page.unicodeScalars.allSatisfy { $0 == "\n" || $0.properties.generalCategory != .control })
        #expect(!page.contains("\u{202E}") && !page.contains("onerror=alert(1)>"))
    }

    @Test("A name that begins with a mark is code all the same")
    func mark() {
        let html = HTMLText.code("\u{301}a")
        #expect(html.utf8.elementsEqual("<code>\u{301}a</code>".utf8), "\(html)")
    }

    /// Everything that begins like a tag.
    private static func tags(of page: String) -> [Substring] {
        page.split(separator: "<").dropFirst().map { $0.prefix { $0 != " " && $0 != ">" } }
    }
}
