import Domain
import Foundation
import Storage
import TestSupport
import Testing

@testable import Server

@Suite("Who ships a package")
struct PackageTests {
    private static func projects(_ answer: Answer) -> [String] {
        (answer["items"]?.items ?? []).compactMap { $0["project"]?.string }
    }

    @Test("The newest build of each name on the baseline branch counts, with versions, share, and since when")
    func newest() async throws {
        try await ServerFixture.with { fixture in
            try await fixture.build([:])
            let first = try await fixture.build(["@acme/ui": 1])
            try await fixture.build(["@acme/ui": 2], branch: "feature")
            let last = try await fixture.build(["@acme/ui": 2])
            try await fixture.build(["@acme/ui": 1], name: "gone")
            try await fixture.build([:], name: "gone")
            try await fixture.build(["@acme/ui": 1], isFork: true)
            let answer = try await fixture.get("packages/%40acme%2Fui")
            let builds = answer["items"]?[0]?["builds"]?.items ?? []
            #expect(Self.projects(answer) == ["shop"] && builds.count == 1)
            #expect(builds.first?["artifact"]?.int == Int(last) && builds.first?["branch"]?.string == "main")
            #expect(builds.first?["package"]?["versions"]?.items.count == 2)
            #expect(builds.first?["package"]?["size"]?["raw"]?.int == 200)
            #expect(builds.first?["since"]?["artifact"]?.int == Int(first))
            #expect(builds.first?["since"]?["isExact"] == .bool(true))
        }
    }

    @Test("A project that the caller may not read does not show, not even as a page of its own")
    func access() async throws {
        try await ServerFixture.with { fixture in
            for name in ["secret-1", "secret-2"] { try await fixture.addProject(name) }
            try await fixture.addProject("open", isPublic: true)
            for slug in ["secret-1", "shop", "secret-2", "open"] { try await fixture.build(["lodash": 1], in: slug) }
            func seen(_ token: String) async throws -> [String] {
                Self.projects(try await fixture.get("packages/lodash", as: token))
            }
            #expect(try await seen("root") == ["open", "secret-2", "secret-1", "shop"])
            for token in ["mia", "mia-read", "ron", "bot"] {
                #expect(try await seen(token) == ["open", "shop"], "\(token)")
            }
            #expect(try await seen("sue") == ["open"])
            for token in ["mia-shop", "bot-shop"] { #expect(try await seen(token) == ["shop"], "\(token)") }
            #expect(try await fixture.get("packages/lodash", as: "mia-upload").status == 403)
            #expect(try await fixture.get("packages/lodash", as: nil).status == 401)
            // Pages are cut by what the caller sees: with a limit of one, the first page has one, and there is no third.
            let first = try await fixture.get("packages/lodash?limit=1", as: "mia")
            let cursor = try #require(first["nextCursor"]?.string)
            let second = try await fixture.get("packages/lodash?limit=1&cursor=\(cursor)", as: "mia")
            #expect(Self.projects(first) == ["open"] && Self.projects(second) == ["shop"])
            #expect(second["nextCursor"] == .null)
        }
    }

    @Test("The page shows visitors what they may read, public projects to all")
    func pageAccess() async throws {
        try await ServerFixture.with { fixture in
            try await fixture.addProject("secret")
            try await fixture.addProject("open", isPublic: true)
            for slug in ["secret", "shop", "open"] { try await fixture.build(["lodash": 1], in: slug) }
            let ron = try await Visitor.signedIn(fixture.accounts.ron, in: fixture)
            let member = try await ron.get("/packages/lodash").text
            #expect(
                member.contains("href=\"/open\"") && member.contains("href=\"/shop\"") && !member.contains("secret"))
            let nobody = try await Visitor(fixture).get("/packages/lodash")
            #expect(nobody.status == 200 && nobody.text.contains("href=\"/open/artifacts/1\""))
            #expect(!nobody.text.contains("/shop") && !nobody.text.contains("secret"))
            let root = try await Visitor.signedIn(fixture.accounts.admin, in: fixture)
            #expect(try await root.get("/packages/lodash").text.contains("href=\"/secret\""))
            let none = try await Visitor(fixture).get("/packages/react").text
            #expect(none.contains("None of the projects that you have access to ships react."))
        }
    }

    @Test(
        "A package of any name is found, by its path and by the form, and shown as text",
        arguments: [
            "lodash", "@acme/ui", "<script>alert(1)</script>", "=cmd", "软件 包", "..", "a?b#c&d=e", "\"'`",
            String(repeating: "n", count: 214),
        ])
    func names(name: String) async throws {
        try await ServerFixture.with { fixture in
            try await fixture.build([name: 1])
            let ron = try await Visitor.signedIn(fixture.accounts.ron, in: fixture)
            let encoded = name.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
            let home = try await ron.get("/shop/history?package=\(encoded)").text
            for path in ["/packages/\(encoded)", "/packages?name=\(encoded)", PackageLink.path(of: name)] {
                let page = try await ron.get(path)
                #expect(page.status == 200 && page.text.contains("href=\"/shop/artifacts/1\""), "\(path)")
                #expect(!page.text.contains("<script>alert"), "\(path)")
                #expect(page.text.contains("value=\"\(PageText().escapeText(name))\""), "\(path)")
                // The way to the other language keeps the name.
                let link = "\(PageText().escapeText(PackageLink.path(of: name)))"
                #expect(page.text.contains("href=\"\(link)\(link.contains("?") ? "&amp;" : "?")language="), "\(path)")
            }
            #expect(home.contains("href=\"\(PageText().escapeText(PackageLink.path(of: name)))\""))
            #expect(!home.contains("<script>alert") && home.contains("has been included"))
            let answer = try await fixture.get("packages/\(encoded)")
            #expect(answer["items"]?[0]?["builds"]?[0]?["package"]?["name"]?.string == name)
        }
    }

    @Test("No more names, and no more builds before the newest, are looked at than the documents say")
    func limits() async throws {
        try await ServerFixture.with { fixture in
            for number in 0...PackageUses.maximumNames {
                try await fixture.build(["vue": 1], name: "app-\(1_000 + number)", entries: [])
            }
            for _ in 0...PackageUses.depth { try await fixture.build(["lodash": 1], name: "a", entries: []) }
            let vue = try await fixture.get("packages/vue")["items"]?[0]?["builds"]?.items ?? []
            // The name a is the first of them.
            #expect(vue.count == PackageUses.maximumNames - 1)
            let since = try await fixture.get("packages/lodash")["items"]?[0]?["builds"]?[0]?["since"]
            let last = PackageUses.maximumNames + 1 + PackageUses.depth + 1
            #expect(since?["artifact"]?.int == last - PackageUses.depth && since?["isExact"] == .bool(false))
        }
    }

    @Test("The name of a scoped package may stand in a path as it is")
    func scoped() async throws {
        try await ServerFixture.with { fixture in
            try await fixture.build(["@acme/ui": 1])
            let ron = try await Visitor.signedIn(fixture.accounts.ron, in: fixture)
            #expect(try await ron.get("/packages/@acme/ui").text.contains("href=\"/shop/artifacts/1\""))
            #expect(try await ron.get("/packages").status == 200)
        }
    }
}
