import Domain
import Foundation
import HTTPTypes
import Storage
import Testing

@testable import Server

@Suite("The treemap of a build")
struct TreemapPagesTests {
    private static let path = "/shop/artifacts/2/treemap"

    /// Two builds of lodash, the second compared with the first, for an account that may only read.
    private static func with(
        _ body: @escaping @Sendable (_ ron: Visitor, ServerFixture) async throws -> Void
    ) async throws {
        try await ServerFixture.with { fixture in
            try await fixture.analyzedBuild(1, bytes: 1_000)
            try await fixture.analyzedBuild(2, bytes: 1_500)
            try await body(try await Visitor.signedIn(fixture.accounts.ron, in: fixture), fixture)
        }
    }

    @Test("The artifact's page links to the treemap of each entry point and each file")
    func links() async throws {
        try await Self.with { ron, _ in
            let page = try await ron.get("/shop/artifacts/2").text
            #expect(page.contains("href=\"\(Self.path)?entry=main\"") && page.contains("\(Self.path)?asset=main.js\""))
        }
    }

    @Test("Its data sum to the size of the asset, and compare it with the baseline or the artifact that is named")
    func data() async throws {
        try await Self.with { ron, _ in
            let answer = try await ron.get("\(Self.path)/data?asset=main.js")
            #expect(answer.status == 200 && answer.headers[.contentType] == "application/json")
            let outline = try JSONDecoder().decode(TreemapOutline.self, from: Data(answer.text.utf8))
            #expect(outline.raw.reduce(0, +) == 1_500 && outline.gzip.reduce(0, +) == 750)
            #expect(outline.rest == ["node_modules/lodash/lodash.js"] && outline.packages.map(\.name) == ["lodash"])
            #expect(outline.before?.raw == [1_000] && outline.state(0) == "grown")
            let itself = try await ron.get("\(Self.path)/data?asset=main.js&against=2").text
            let same = try JSONDecoder().decode(TreemapOutline.self, from: Data(itself.utf8))
            #expect(same.state(0) == "same")
        }
    }

    @Test("Its data are not sent again to a browser that has them")
    func cached() async throws {
        try await Self.with { ron, fixture in
            let first = try await ron.get("\(Self.path)/data")
            let tag = try #require(first.headers[.eTag])
            #expect(first.headers[.cacheControl] == "private, no-cache")
            #expect(try await ron.get("\(Self.path)/data?against=2").headers[.eTag] != tag)
            let again = Visitor(fixture, headers: [.ifNoneMatch: tag])
            again.take(PageRequest.sessionCookie, from: ron)
            let answer = try await again.get("\(Self.path)/data")
            #expect(answer.status == 304 && answer.text.isEmpty)
        }
    }

    @Test("Without a script the same numbers are a table, folder by folder")
    func table() async throws {
        try await Self.with { ron, _ in
            let top = try await ron.get("\(Self.path)?entry=main").text
            #expect(top.contains("<a href=\"\(Self.path)?entry=main&amp;path=main.js\">main.js/</a>"))
            #expect(top.contains("1.5 kB") && top.contains("+500 B"))
            let file = try await ron.get("\(Self.path)?asset=main.js").text
            #expect(file.contains("path=node_modules/lodash\">node_modules/lodash/</a>"))
            let folder = try await ron.get("\(Self.path)?asset=main.js&path=node_modules/lodash").text
            #expect(folder.contains("lodash.js</td>") && folder.contains("grown"))
            #expect(folder.contains("/shop/artifacts/2/why?module=node_modules/lodash/lodash.js"))
            let gone = try await ron.get("\(Self.path)?asset=main.js&path=node_modules/moment/locale").text
            #expect(gone.contains("lodash/</a>"))
        }
    }

    @Test("What was removed from a folder, and what has moved to it, counts in the folder's change")
    func folderChange() throws {
        let json = #"""
            {"entryPoints":["main"],"files":["a.js"],"entryPoint":"main","assets":[{"name":"a.js","type":"js","rows":2}],
             "packages":[{"name":"(Source Code)","own":true}],"shared":[0,1],"rest":["src/x.js","y.js"],"package":[0,0],
             "raw":[100,30],"gzip":[50,15],"brotli":[40,12],
             "before":{"state":[1,3],"raw":[80,30],"gzip":[40,15],"brotli":[32,12]},
             "removed":{"path":["a.js/src/z.js","b.js/z.js"],"raw":[70,9],"gzip":[35,4],"brotli":[28,3],"moved":[0,0],"more":0}}
            """#
        let outline = try JSONDecoder().decode(TreemapOutline.self, from: Data(json.utf8))
        let query = TreemapQuery(
            entry: "main", asset: "", path: "", search: "", measure: .raw, coloring: .kind, isTable: false)
        let file = try #require(TreemapTable(outline, query).rows.first)
        #expect(file.name == "a.js" && file.raw == 130 && file.rawBefore == 150)
        let within = TreemapTable(outline, query.at("a.js/src"))
        #expect(within.rows.map(\.name) == ["x.js", "y.js"] && within.rows.map(\.rawBefore) == [80, 30])
        #expect(TreemapTable(outline, query.at("a.js/gone/deep")).path == ["a.js"])
    }

    @Test("A search finds files, packages and modules in any case, with their sum")
    func search() async throws {
        try await Self.with { ron, _ in
            for sought in ["LODASH", "main.js", "modules/lo"] {
                let page = try await ron.get("\(Self.path)?q=\(sought)&size=gzip").text
                #expect(page.contains("1 match, 750 B."), "\(sought)")
            }
            let none = try await ron.get("\(Self.path)?q=moment%3Cb%3E").text
            #expect(none.contains("Nothing matches.") && none.contains("moment&lt;b&gt;") && !none.contains("<b>"))
        }
    }

    @Test("The script is loaded by this page alone, and not for its table")
    func script() async throws {
        try await Self.with { ron, _ in
            let page = try await ron.get(Self.path)
            #expect(page.text.contains("<script type=\"module\" src=\"\(Asset.treemap.path)\">"))
            #expect(page.headers[.contentSecurityPolicy] == PageHeaders.contentSecurityPolicy)
            #expect(try await !ron.get("\(Self.path)?view=table").text.contains(Asset.treemap.path))
            #expect(try await !ron.get("/shop/artifacts/2").text.contains(Asset.treemap.path))
        }
    }

    @Test("What does not exist, or is not for the visitor, is refused")
    func refused() async throws {
        try await Self.with { ron, fixture in
            for query in ["entry=none", "asset=none.js", "against=9", "against=x"] {
                #expect(try await ron.get("\(Self.path)?\(query)").status == 404, "\(query)")
                #expect(try await ron.get("\(Self.path)/data?\(query)").status == 404, "\(query)")
            }
            #expect(try await ron.get("/shop/artifacts/9/treemap").status == 404)
            let sue = try await Visitor.signedIn(fixture.accounts.sue, in: fixture)
            #expect(try await sue.get("\(Self.path)/data").status == 404)
            try await fixture.blobs.delete("contents/1")
            let gone = try await ron.get("\(Self.path)?against=1").text
            #expect(gone.contains("content is no longer stored"))
        }
    }

    @Test("The page that says why a module is in the build shows the chain of imports, or what is similar")
    func why() async throws {
        try await Self.with { ron, _ in
            let at = "/shop/artifacts/2/why"
            let page = try await ron.get("\(at)?module=node_modules/lodash/lodash.js").text
            #expect(page.contains("src/app.js:3") && page.contains("<h3>main</h3>"))
            let similar = try await ron.get("\(at)?module=lodahs").text
            #expect(similar.contains("no module or package of that name") && similar.contains("\(at)?module=lodash\""))
            #expect(try await ron.get(at).status == 200)
        }
    }

    @Test("Where the analysis stored no imports, there are no links to them, and their page says what to do")
    func importsNotStored() async throws {
        try await ServerFixture.with { fixture in
            try await fixture.analyzedBuild(1, bytes: 1_000, storesImports: false)
            let ron = try await Visitor.signedIn(fixture.accounts.ron, in: fixture)
            let table = try await ron.get("/shop/artifacts/1/treemap?asset=main.js&q=lodash")
            #expect(table.status == 200 && !table.text.contains("/why"))
            let page = try await ron.get("/shop/artifacts/1/why?module=lodash")
            #expect(page.status == 200 && page.text.contains("did not store its imports"))
        }
    }

    @Test("Both pages are in Chinese for those who read it, without a key that has no text")
    func chinese() async throws {
        try await Self.with { _, fixture in
            let ron = try await Visitor.signedIn(fixture.accounts.ron, in: fixture, language: "zh-CN")
            let page = try await ron.get(Self.path).text
            #expect(page.contains("矩形树图") && page.contains("按变化"))
            #expect(try await ron.get("/shop/artifacts/2/why").text.contains("为何在构建中？"))
        }
    }
}
