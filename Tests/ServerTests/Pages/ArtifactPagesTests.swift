import Domain
import Storage
import TestSupport
import Testing

@testable import Server

@Suite("Access to artifact pages, and their contents")
struct ArtifactPagesTests {
    private static let markup = "<img src=x onerror=1>\"'"

    /// An upload that waits for its analysis.
    private static func upload(
        _ fixture: ServerFixture, branch: String = "main", hash: String = "abcdef0123"
    ) async throws -> Artifact {
        let shop = try #require(try await fixture.store.project("shop"))
        let build = Artifact.Build(
            branch: branch, name: "main", hash: hash, commitMessage: markup, author: nil, buildKey: "builds/1/\(hash)")
        let reply = try await fixture.store.createArtifact(
            build, baseline: BaselineRequest(), in: shop.number, at: fixture.time.now(), once: nil)
        guard case .done(let artifact) = reply else { throw ServerFixture.Unexpected(what: "no artifact") }
        return artifact
    }

    private static func publish(_ fixture: ServerFixture) async throws {
        let shop = try #require(try await fixture.store.project("shop"))
        var changes = ProjectChanges()
        changes.isPublic = true
        _ = try await fixture.store.updateProject(shop.number, changes, at: fixture.time.now())
    }

    @Test("A private project is for its members: strangers learn nothing, visitors are asked to sign in")
    func isPrivate() async throws {
        try await ServerFixture.with { fixture in
            let artifact = try await Self.upload(fixture)
            let sue = try await Visitor.signedIn(fixture.accounts.sue, in: fixture)
            for path in ["/shop", "/shop/artifacts", "/shop/artifacts/\(artifact.id)"] {
                #expect(try await sue.get(path).status == 404, "\(path)")
                #expect(try await Visitor(fixture).get(path).location == "/sign-in?to=\(path)", "\(path)")
            }
            #expect(try await !sue.get("/").text.contains("href=\"/shop\""))
        }
    }

    @Test("A public project's artifacts are for anyone, its settings and deliveries only for its admins")
    func isPublic() async throws {
        try await ServerFixture.with { fixture in
            let artifact = try await Self.upload(fixture)
            try await Self.publish(fixture)
            let visitor = Visitor(fixture)
            for path in ["/", "/shop", "/shop/artifacts", "/shop/artifacts/\(artifact.id)"] {
                let page = try await visitor.get(path)
                #expect(page.status == 200, "\(path)")
                #expect(!page.text.contains("/settings") && !page.text.contains("/deliveries"), "\(path)")
            }
            let sue = try await Visitor.signedIn(fixture.accounts.sue, in: fixture)
            #expect(try await sue.get("/shop").status == 200)
            for path in ["/shop/settings", "/shop/deliveries"] {
                #expect(try await sue.get(path).status == 403, "\(path)")
                #expect(try await visitor.get(path).status == 303, "\(path)")
            }
        }
    }

    @Test("Markup in an upload's own texts is shown as text on every page")
    func escaped() async throws {
        try await ServerFixture.with { fixture in
            let artifact = try await Self.upload(fixture, branch: Self.markup, hash: Self.markup)
            let mia = try await Visitor.signedIn(fixture.accounts.mia, in: fixture)
            for path in ["/", "/shop", "/shop/artifacts", "/shop/artifacts/\(artifact.id)"] {
                #expect(try await !mia.get(path).text.contains("<img"), "\(path)")
            }
            let sought = "/shop/artifacts?hash=%3Cimg%20src=x%3E&branch=%3Cimg%20src=x%3E"
            #expect(try await mia.get(sought).text.contains("&lt;img"))
            #expect(try await !mia.get(sought).text.contains("<img"))
            #expect(try await !mia.get("/?q=%3Cimg%20src=x%3E").text.contains("<img"))
        }
    }

    @Test("The list is filtered by branch, name and commit, and continues on the next page")
    func filters() async throws {
        try await ServerFixture.with { fixture in
            for number in 0..<(ArtifactPages.pageSize + 1) {
                _ = try await Self.upload(fixture, branch: number == 0 ? "old" : "main", hash: "c\(number)-hash")
            }
            let mia = try await Visitor.signedIn(fixture.accounts.mia, in: fixture)
            let first = try await mia.get("/shop/artifacts").text
            #expect(first.contains("/shop/artifacts?before=2\"") && !first.contains("/shop/artifacts/1\""))
            #expect(try await mia.get("/shop/artifacts?before=2").text.contains("/shop/artifacts/1\""))
            #expect(try await mia.get("/shop/artifacts?branch=old").text.contains("/shop/artifacts/1\""))
            #expect(try await !mia.get("/shop/artifacts?branch=old").text.contains("/shop/artifacts/2\""))
            #expect(try await mia.get("/shop/artifacts?hash=c4-hash").text.contains("/shop/artifacts/5\""))
            #expect(try await mia.get("/shop/artifacts?name=other").text.contains("No matching artifacts"))
        }
    }

    @Test("Every page exists in Chinese, without a key that has no text")
    func chinese() async throws {
        try await ServerFixture.with { fixture in
            let artifact = try await Self.upload(fixture)
            let root = try await Visitor.signedIn(fixture.accounts.admin, in: fixture, language: "zh-CN")
            let paths = [
                "/", "/projects/new", "/shop", "/shop/artifacts", "/shop/artifacts/\(artifact.id)", "/shop/settings",
            ]
            for path in paths {
                let page = try await root.get(path)
                #expect(page.status == 200 && page.text.contains("<html lang=\"zh-Hans\">"), "\(path)")
                for key in Strings.english.table.keys where key.contains("-") && !key.contains(":") {
                    #expect(!page.text.contains(">\(key)<"), "\(key) on \(path)")
                }
            }
        }
    }

    @Test("A slug that is the path of a page is refused by the API as well", arguments: ["api", "projects", "sign-in"])
    func reserved(_ slug: String) async throws {
        try await ServerFixture.with { fixture in
            let body = #"{"id":"\#(slug)","host":"Unknown","namespace":"a","name":"b"}"#
            let answer = try await fixture.post("projects", body, as: "root")
            #expect(answer.status == 422 && answer.text.contains("is reserved for a page of this server"))
        }
    }
}
