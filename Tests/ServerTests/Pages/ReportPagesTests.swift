import Domain
import Foundation
import HTTPTypes
import Localization
import Storage
import Testing

@testable import Server

@Suite("The report on an artifact's page")
struct ReportPagesTests {
    private static let path = "/shop/artifacts/2"

    /// Two builds of lodash, the second compared with the first, for an account that may only read.
    private static func with(
        language: String = "en", _ body: @escaping @Sendable (_ ron: Visitor, ServerFixture) async throws -> Void
    ) async throws {
        try await ServerFixture.with { fixture in
            try await fixture.analyzedBuild(1, bytes: 1_000)
            try await fixture.analyzedBuild(2, bytes: 1_500)
            let ron = try await Visitor.signedIn(fixture.accounts.ron, in: fixture, language: language)
            try await body(ron, fixture)
        }
    }

    @Test("The verdict is first, then the causes, entry points, files, packages and audits")
    func order() async throws {
        try await Self.with { ron, fixture in
            try await fixture.storedBuild(3, .sample())
            let page = try await ron.get("/shop/artifacts/3").text
            let ids = ["verdict", "causes", "entries", "assets", "packages", "duplicates", "audits"]
            let places = ids.map { page.range(of: "id=\"\($0)\"")?.lowerBound }
            #expect(!places.contains(nil), "\(zip(ids, places).filter { $0.1 == nil }.map(\.0))")
            #expect(places.compactMap { $0 } == places.compactMap { $0 }.sorted())
            let facts = try #require(page.range(of: "<dl class=\"facts\">")?.lowerBound)
            #expect(places.compactMap { $0 }.first.map { $0 < facts } == true)
        }
    }

    @Test("The verdict has the words of the command line, in both languages")
    func verdict() async throws {
        let english = "+500 B initial JavaScript in <code>main</code>, mostly in lodash"
        try await Self.with { ron, _ in
            #expect(try await ron.get(Self.path).text.contains("<p id=\"verdict\" class=\"verdict\">\(english)</p>"))
            let first = try await ron.get("/shop/artifacts/1").text
            #expect(first.contains("1 kB in 1 entry point, with a score of 90; nothing to compare with"))
            #expect(!first.contains("id=\"causes\""))
        }
        try await Self.with(language: "zh-CN") { ron, _ in
            let page = try await ron.get(Self.path).text
            #expect(page.contains("<code>main</code> 的初始 JavaScript +500 B，主要在 lodash 中"))
        }
    }

    @Test("Its numbers are those of the API's comparison, and the causes with the rest are the whole change")
    func sameNumbers() async throws {
        try await Self.with { ron, fixture in
            try await fixture.storedBuild(3, .sample())
            let diff = try await fixture.get("projects/shop/artifacts/3/diff", as: "ron")
            let page = try await ron.get("/shop/artifacts/3").text
            let change = try #require(diff["change"]?["change"]?["raw"]?.int)
            let table = try #require(page.firstMatch(of: /(?s)id="causes".*?<\/table>/)).output
            let parts = table.split(separator: "<tfoot>")
            let causes = diff["change"]?["causes"]?.items.compactMap { $0["change"]?["raw"]?.int } ?? []
            let shown = parts[0].matches(of: /data-label="Change"><data value="(-?\d+)"/).compactMap { Int($0.1) }
            #expect(!causes.isEmpty && Array(shown.prefix(causes.count)) == causes)
            #expect(shown.reduce(0, +) == change)
            #expect(parts[1].contains("<data value=\"\(change)\""))
            for entry in diff["entryPoints"]?.items ?? [] {
                for size in ["size", "initialSize"] {
                    let before = entry[size]?["baseline"]?["raw"]?.int ?? 0
                    let now = entry[size]?["current"]?["raw"]?.int ?? 0
                    #expect(now == 0 || page.contains("<data value=\"\(now)\">"))
                    #expect(page.contains("<data value=\"\(now - before)\""))
                }
            }
        }
    }

    @Test("A cause links to why it is there, in the build that has it")
    func causeLinks() async throws {
        try await Self.with { ron, fixture in
            #expect(
                try await ron.get(Self.path).text.contains(
                    "href=\"/shop/artifacts/2/why?module=node_modules/lodash\">lodash</a>"))
            try await fixture.storedBuild(3, .sample())
            // What is gone was in the baseline.
            #expect(
                try await ron.get("/shop/artifacts/3").text.contains(
                    "href=\"/shop/artifacts/2/why?module=node_modules/lodash\">lodash</a>"))
        }
    }

    @Test("Names from a build are shown as text, in both languages", arguments: ["en", "zh-CN"])
    func hostile(language: String) async throws {
        try await Self.with(language: language) { ron, fixture in
            let hostile = "<img src=x onerror=1>\"'&"
            try await fixture.storedBuild(3, .sample(hostile: hostile))
            let paths = OverviewPart.Section.allCases.map { "/shop/artifacts/3?all=\($0.rawValue)" }
            for path in paths + ["/shop/artifacts/3", "/shop/artifacts/3?q=img", "/shop/compare/1...3"] {
                let page = try await ron.get(path)
                #expect(page.status == 200 && page.text.contains("&lt;img"), "\(path)")
                #expect(!page.text.contains("<img"), "\(path)")
            }
        }
    }

    @Test("A long list says how many more there are, and links to all of them")
    func capped() async throws {
        try await Self.with { ron, fixture in
            try await fixture.storedBuild(3, .sample(assets: 720))
            let page = try await ron.get("/shop/artifacts/3").text
            #expect(page.contains("<a href=\"/shop/artifacts/3?all=assets\">"))
            let all = try await ron.get("/shop/artifacts/3?all=assets").text
            let next = try #require(all.firstMatch(of: /\/shop\/artifacts\/3\?all=assets&amp;from=(\d+)/))
            #expect(all.contains("id=\"verdict\"") && !all.contains("id=\"entries\"") && next.1 == "500")
            #expect(all.contains("<a href=\"/shop/artifacts/3\">The whole report</a>"))
            let rest = try await ron.get("/shop/artifacts/3?all=assets&from=500").text
            // And the file that is gone.
            let shown = [page, all, rest].map { $0.matches(of: /<td class="mono">/).count }
            #expect(shown == [100, 500, 221])
            #expect(rest.contains("?all=assets\">Previous"))
            for odd in ["all=assets&from=99999999999", "all=nothing", "all=assets&from=x"] {
                #expect(try await ron.get("/shop/artifacts/3?\(odd)").status == 200, "\(odd)")
            }
        }
    }

    @Test("A visit's time is that of the chosen network, which is remembered, with its formula")
    func network() async throws {
        try await Self.with { ron, fixture in
            try await fixture.storedBuild(3, .sample())
            let usual = try await ron.get("/shop/artifacts/3").text
            #expect(usual.contains("<option value=\"4g\" selected>4G</option>") && usual.contains(">1.7 s</span>"))
            #expect(usual.contains("170 ms × (3 + 2) + 1300000 B ÷ 1524288 B/s = 1703 ms"))
            let slow = try await ron.get("/shop/artifacts/3?network=slow-3g")
            #expect(slow.text.contains(">34.5 s</span>"))
            #expect(slow.text.contains("Slow 3G: 400 ms, 40.0 kB per second"))
            #expect(try await ron.get("/shop/artifacts/3").text.contains(">34.5 s</span>"))
            #expect(try await ron.get("/shop/artifacts/3?network=%3Cb%3E").text.contains(">34.5 s</span>"))
        }
    }

    @Test("Audits that passed are folded, and others say what they could save")
    func audits() async throws {
        try await Self.with { ron, fixture in
            try await fixture.storedBuild(3, .sample())
            let page = try await ron.get("/shop/artifacts/3").text
            #expect(page.contains("Could save up to 4.0 kB compressed with gzip."))
            let folded = try #require(
                page.firstMatch(of: /(?s)<details><summary>1 audit passed<.*?<\/details>/)
            ).output
            #expect(folded.contains("Serve over HTTP/2"))
        }
    }

    @Test("Without its files a build is shown with what is known of it, and the reason")
    func unread() async throws {
        try await Self.with { ron, fixture in
            try await fixture.blobs.delete("reports/1")
            let alone = try await ron.get(Self.path).text
            #expect(alone.contains("No comparison with the baseline.") && alone.contains("id=\"entries\""))
            try await fixture.blobs.delete("reports/2")
            let page = try await ron.get("/shop/artifacts/2?all=assets")
            #expect(page.status == 200 && page.text.contains("report is no longer stored"))
            #expect(page.text.contains("<dl class=\"figures\">"))
        }
    }

    @Test("While its analysis runs, a page has no report and asks again")
    func underWay() async throws {
        try await ServerFixture.with { fixture in
            _ = try await fixture.send(.post, ServerFixture.upload, bytes: [1])
            let ron = try await Visitor.signedIn(fixture.accounts.ron, in: fixture)
            let page = try await ron.get("/shop/artifacts/1").text
            #expect(page.contains(" data-poll>") && page.contains("<div id=\"report\" data-live"))
            #expect(!page.contains("id=\"verdict\"") && !page.contains("name=\"q\" value=\"\" maxlength=\"200\""))
        }
    }
}

@Suite("Searching an artifact")
struct SearchPagesTests {
    @Test("Files, packages and modules link to their treemap and to why they are there")
    func found() async throws {
        try await ServerFixture.with { fixture in
            try await fixture.analyzedBuild(1, bytes: 1_000)
            let ron = try await Visitor.signedIn(fixture.accounts.ron, in: fixture)
            #expect(try await ron.get("/shop/artifacts/1").text.contains("name=\"q\""))
            let page = try await ron.get("/shop/artifacts/1?q=LoDash").text
            #expect(page.contains("Packages: 1") && page.contains("Modules: 1") && page.contains("value=\"LoDash\""))
            #expect(page.contains("href=\"/shop/artifacts/1/why?module=node_modules/lodash\">lodash</a>"))
            #expect(page.contains("/shop/artifacts/1/why?module=node_modules/lodash/lodash.js"))
            let file = try await ron.get("/shop/artifacts/1?q=main.js").text
            #expect(file.contains("Files: 1") && file.contains("/shop/artifacts/1/treemap?asset=main.js"))
            #expect(try await ron.get("/shop/artifacts/1?q=moment").text.contains("Nothing matches."))
        }
    }

    @Test("An artifact that is not analyzed can't be searched")
    func pending() async throws {
        try await ServerFixture.with { fixture in
            _ = try await fixture.send(.post, ServerFixture.upload, bytes: [1])
            let ron = try await Visitor.signedIn(fixture.accounts.ron, in: fixture)
            #expect(try await ron.get("/shop/artifacts/1?q=x").status == 404)
        }
    }
}
