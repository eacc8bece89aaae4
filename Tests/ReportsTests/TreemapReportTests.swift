import BundleAnalysis
import Foundation
import Localization
import Signing
import Testing
import TreemapDrawing
import Zlib

@testable import Reports

@Suite("The treemap in a report's page")
struct TreemapReportTests {
    private func page(
        _ entryPoints: [String] = ["main"], modules: [String: Int] = ["src/a.js": 9_000],
        against baseline: [String: Int]? = nil, language: Language = .english
    ) throws -> String {
        HTMLReport(
            ReportSample.report(), treemaps: try packed(entryPoints, modules, against: baseline), language: language
        ).text
    }

    private func packed(
        _ entryPoints: [String], _ modules: [String: Int], against baseline: [String: Int]?,
        limit: Int = PackedTreemaps.limit
    ) throws -> PackedTreemaps {
        var report = ReportSample.report()
        report.entryPoints = entryPoints.map { name in
            var entryPoint = report.entryPoints[0]
            entryPoint.name = name
            return entryPoint
        }
        return PackedTreemaps(
            of: report, in: try TreemapSample.build(entryPoints, modules: modules),
            against: try baseline.map { try TreemapSample.build(entryPoints, modules: $0) }, limit: limit)
    }

    /// What is between two texts, each time.
    private func parts(_ page: String, from start: String, to end: String) -> [String] {
        page.components(separatedBy: start).dropFirst().map { $0.components(separatedBy: end)[0] }
    }

    private func unpacked(_ data: String) throws -> TreemapDocument {
        let bytes = try #require(Base64.standard.decode(data))
        let stream = try #require(InflateStream(.gzip))
        var room = [UInt8](repeating: 0, count: 1 << 20)
        let count = bytes.withUnsafeBytes { bytes in
            room.withUnsafeMutableBytes { room in
                var input = bytes
                return stream.step(&input, into: room).written
            }
        }
        return try JSONDecoder().decode(TreemapDocument.self, from: Data(room.prefix(count)))
    }

    @Test("The page's policy allows the one style sheet and the one script in it, by their hashes, and nothing else")
    func policy() throws {
        let page = try page()
        func hash(_ text: String) -> String { "'sha256-\(Base64.standard.encode(SHA256Digest.of(Array(text.utf8))))'" }
        let style = try #require(parts(page, from: "<style>", to: "</style>").first)
        let script = try #require(parts(page, from: "<script type=\"module\">", to: "</script>").first)
        #expect(Array(script.utf8) == TreemapDrawing.script)
        let policy = try #require(parts(page, from: "Content-Security-Policy\" content=\"", to: "\"").first)
        #expect(
            policy == "default-src 'none'; style-src \(hash(style)); script-src \(hash(script)); base-uri 'none'; "
                + "form-action 'none'")
        for part in [" src=", "href=\"", "http:", "https:", "url(", "@import", " style=", " onclick"] {
            #expect(!page.contains(part), "\(part)")
        }
    }

    @Test("A script that is in a page has nothing that ends it")
    func script() {
        let script = String(decoding: TreemapDrawing.script, as: UTF8.self)
        #expect(!script.lowercased().contains("</script") && !script.contains("<!--"))
    }

    @Test("The page has the data of every entry point, as the server sends them")
    func data() throws {
        let page = try page(
            ["main", "admin"], modules: ["src/a.js": 9_000, "src/b.js": 4_000], against: ["src/a.js": 8_000])
        let data = parts(page, from: "<script type=\"text/plain\" id=\"treemap-data-", to: "</script>")
            .map { $0.components(separatedBy: "\">")[1] }
        let documents = try data.map(unpacked)
        #expect(documents.map(\.entryPoint) == ["main", "admin"])
        #expect(documents.allSatisfy { $0.raw == [9_000, 4_000] && $0.before?.state == [.grown, .new] })
        #expect(page.contains("<option value=\"1\">admin</option>") && page.contains("<select name=\"color\">"))
    }

    @Test("Without JavaScript the same numbers are a table for each entry point, which sums to its size")
    func table() throws {
        let page = try page(
            modules: ["src/a.js": 9_000, "src/b.js": 4_000],
            against: ["src/a.js": 8_000, "src/b.js": 4_000, "src/gone.js": 700])
        let table = try #require(parts(page, from: "<div id=\"treemap-table\">", to: "</details>").first)
        #expect(table.contains("<details open><summary><code>main</code>"))
        #expect(table.contains("<code>file0.js/src/a.js</code>") && table.contains("<data value=\"9000\">"))
        #expect(table.contains("value=\"1000\">+1 kB</data>") && table.contains("<code>file0.js/src/gone.js</code>"))
        // What needs a script is hidden without it.
        #expect(page.contains("<div id=\"treemap\" data-words=\"") && page.contains("\" hidden>\n<form"))
    }

    @Test("Of more modules than are listed, the others are one row")
    func others() throws {
        let numbers = 0..<TreemapModules.shown + 3
        let many = Dictionary(uniqueKeysWithValues: numbers.map { ("src/\($0).js", 1_000 + $0) })
        let packed = try packed(["main"], many, against: nil)
        let modules = TreemapModules(packed.parts[0].document)
        #expect(modules.rows.count == TreemapModules.shown && modules.others == 3)
        let sum = modules.rows.reduce(0) { $0 + ($1.size.current?.raw ?? 0) }
        #expect(sum + (modules.othersSize.current?.raw ?? 0) == many.reduce(0) { $0 + $1.value })
        #expect(try page(modules: many).contains("<th scope=\"row\">3 more</th>"))
    }

    @Test("A name is text, whatever is in it, in the data and in the tables", arguments: ReportSample.hostileNames)
    func hostile(_ name: String) throws {
        let page = try page([name], modules: ["src/\(name)": 9_000], against: ["old/\(name)": 800])
        let plain = try self.page(["n"], modules: ["src/n": 9_000], against: ["old/n": 800])
        #expect(Self.tags(of: page) == Self.tags(of: plain))
        #expect(!page.contains("\u{202E}") && !page.contains("\u{2028}") && !page.contains("onerror=alert(1)>"))
        let data = try #require(parts(page, from: "id=\"treemap-data-0\">", to: "</script>").first)
        #expect(try unpacked(data).rest.joined().utf8.elementsEqual("src/\(name)".utf8))
    }

    private static func tags(of page: String) -> [Substring] {
        page.split(separator: "<").dropFirst().map { $0.prefix { $0 != " " && $0 != ">" } }
            .filter { $0 != "code" && $0 != "/code" }
    }

    @Test("What there is no room for is left out, and the page says so")
    func limit() throws {
        let names = ["main", "admin", "shop"]
        let whole = try packed(names, ["src/a.js": 9_000], against: nil)
        #expect(whole.parts.count == 3 && whole.leftOut == 0)
        let room = whole.parts[0].data.utf8.count + whole.parts[1].data.utf8.count
        let cut = try packed(names, ["src/a.js": 9_000], against: nil, limit: room)
        #expect(cut.parts.map(\.name) == ["main", "admin"] && cut.leftOut == 1)
        let page = HTMLReport(ReportSample.report(), treemaps: cut).text
        #expect(page.contains("The treemap of 1 entry point is left out to keep this file small."))
        let many = (0..<PackedTreemaps.maximumCount + 2).map { "entry\($0)" }
        #expect(try packed(many, ["src/a.js": 9_000], against: nil).leftOut == 2)
        #expect(
            !HTMLReport(ReportSample.report(), treemaps: try packed(["main"], ["src/a.js": 9], against: nil, limit: 9))
                .text.contains("<script"))
    }

    @Test("Every text of the treemap is there in Chinese")
    func chinese() throws {
        let page = try page(
            ["main", "admin"], modules: ["src/a.js": 9_000], against: ["src/b.js": 8_000], language: .chinese)
        let treemap = try #require(parts(page, from: "<h2>矩形树图</h2>", to: "<h2>").first)
        for word in ["Entry point", "Find files", "Arrow keys", "Removed", "runtime", "as a table"] {
            #expect(!treemap.contains(word), "\(word)")
        }
    }
}
