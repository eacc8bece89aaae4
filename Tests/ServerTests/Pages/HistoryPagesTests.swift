import Domain
import Foundation
import Storage
import TestSupport
import Testing

@testable import Server

@Suite("The page of a project's history")
struct HistoryPagesTests {
    @Test("It says since when a package is in twice, with the build, its time and its commit")
    func since() async throws {
        try await ServerFixture.with { fixture in
            let ron = try await Visitor.signedIn(fixture.accounts.ron, in: fixture)
            try await fixture.build(["lodash": 1])
            fixture.time.advance(seconds: 3_600)
            let twice = try await fixture.build(["lodash": 2], hash: "c0ffee0123")
            fixture.time.advance(seconds: 7_200)
            try await fixture.build(["lodash": 2, "react": 1])
            let page = try await ron.get("/shop/history?package=lodash").text
            let link = "<a href=\"/shop/artifacts/\(twice)\">#\(twice)</a>"
            #expect(page.contains("lodash has been included twice since build \(link) (2023-11-14, <time"))
            #expect(page.contains(">2 h ago</time>, <code>c0ffee01</code>)."))
            #expect(page.contains("! Now duplicated:"))
            #expect(
                try await ron.get("/shop/history?package=react").text.contains("react has been included since build"))
            #expect(try await ron.get("/shop/history?package=vue").text.contains("vue is not included in build #3"))
            try await fixture.build(nil)
            let unknown = try await ron.get("/shop/history?package=lodash").text
            #expect(unknown.contains("It is not known whether build #4"))
            let chinese = try await Visitor.signedIn(fixture.accounts.ron, in: fixture, language: "zh-CN")
            #expect(try await chinese.get("/shop/history?package=vue").text.contains("<html lang=\"zh-Hans\">"))
        }
    }

    @Test("Charts have a mark for each build at which something happened, and lead to it")
    func marks() async throws {
        try await ServerFixture.with { fixture in
            let ron = try await Visitor.signedIn(fixture.accounts.ron, in: fixture)
            try await fixture.build(["a": 1], entries: ["app"])
            fixture.time.advance(seconds: 60)
            let new = try await fixture.build(["a": 1, "<b>": 1], entries: ["app"])
            let page = try await ron.get("/shop/history").text
            let mark = "<a href=\"/shop/artifacts/\(new)\" tabindex=\"-1\"><path class=\"event\" d=\"M1000 0V200\">"
            #expect(page.contains("\(mark)<title>#\(new) · + New: &lt;b&gt;</title>"))
            // Size, initial size and score: a single entry point stands for the build.
            #expect(page.matches(of: /<figure/).count == 3)
            #expect(try await ron.get("/shop/history?package=a").text.matches(of: /<figure/).count == 4)
            #expect(page.contains("<span class=\"warning\">+ New:</span> <a href=\"/packages?name=%3Cb%3E\">"))
            #expect(try await !ron.get("/shop").text.contains("class=\"event\""))
        }
    }

    @Test("Branch, name, entry point and package are chosen by a form, and the links keep them")
    func filters() async throws {
        try await ServerFixture.with { fixture in
            let ron = try await Visitor.signedIn(fixture.accounts.ron, in: fixture)
            try await fixture.build(["a": 1], raw: 5_000)
            try await fixture.build(["a": 1], raw: 6_000, branch: "feat/x", name: "docs")
            let page = try await ron.get("/shop/history").text
            #expect(page.contains("href=\"/shop/artifacts/1\"") && !page.contains("href=\"/shop/artifacts/2\""))
            #expect(page.contains("<option value=\"\" selected>main (baseline)</option>"))
            #expect(page.contains("href=\"/api/v1/projects/shop/history?branch=main&amp;limit=50&amp;format=csv\""))
            let all = try await ron.get("/shop/history?branch=*").text
            #expect(all.contains("href=\"/shop/artifacts/1\"") && all.contains("href=\"/shop/artifacts/2\""))
            let one = try await ron.get("/shop/history?branch=feat/x&name=docs&entry=admin&package=a").text
            #expect(one.contains("<option value=\"admin\" selected>") && one.contains("value=\"a\""))
            #expect(one.contains(">\(SizeText.of(5_998))") && one.contains(">\(SizeText.of(3_001))"))
            #expect(try await ron.get("/shop/history?branch=none").text.contains("No matching builds"))
        }
    }

    @Test("Builds are compared with the one before, and older ones are on the next page")
    func pages() async throws {
        try await ServerFixture.with { fixture in
            let ron = try await Visitor.signedIn(fixture.accounts.ron, in: fixture)
            for number in 0...HistoryPages.pageSize { try await fixture.build([:], raw: 1_000 + number) }
            let page = try await ron.get("/shop/history?name=main").text
            #expect(page.contains("/compare/50...") && page.contains("+1 B"))
            #expect(page.contains("href=\"/shop/history?name=main&amp;before=2\""))
            let older = try await ron.get("/shop/history?name=main&before=2").text
            #expect(older.contains("href=\"/shop/artifacts/1\"") && older.contains("href=\"/shop/history?name=main\""))
            #expect(page.utf8.count < 100_000)
        }
    }

    @Test("A project that a visitor may not read has no history for them")
    func access() async throws {
        try await ServerFixture.with { fixture in
            try await fixture.build([:])
            let sue = try await Visitor.signedIn(fixture.accounts.sue, in: fixture)
            #expect(try await sue.get("/shop/history").status == 404)
            #expect(try await Visitor(fixture).get("/shop/history").location == "/sign-in?to=/shop/history")
            let ron = try await Visitor.signedIn(fixture.accounts.ron, in: fixture)
            #expect(try await ron.get("/shop").text.contains("href=\"/shop/history\""))
        }
    }
}
