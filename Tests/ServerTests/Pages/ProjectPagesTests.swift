import Domain
import Foundation
import HTTPTypes
import Storage
import TestSupport
import Testing

@testable import Server

@Suite("Project and artifact pages")
struct ProjectPagesTests {
    private static let markup = "<script>x</script>"
    private static let new = [
        ("id", "cart"), ("host", "Github"), ("namespace", "acme"), ("name", "<b>cart"), ("isPublic", "1"),
    ]

    /// More than an audit shows: table rows with and without a size, and a list entry.
    private static let findings =
        #"{"name":"large.js","size":{"raw":251200,"gzip":2,"brotli":1}},{"name":"\#(markup)","ref":3},"#
        + #"{"ref":4},"cdn.example","#
        + (1...10).map { #"{"name":"\#($0).js"}"# }.joined(separator: ",")

    /// A build whose analysis has ended.
    private func build(_ fixture: ServerFixture, score: Int, raw: Int, failed: RecordedMessage? = nil) async throws
        -> Artifact
    {
        let now = fixture.time.now()
        let shop = try #require(try await fixture.store.project("shop"))
        let build = Artifact.Build(
            branch: "master", name: "main", hash: "abcdef0123", commitMessage: Self.markup, author: Self.markup,
            buildKey: "builds/1/x.tar")
        let reply = try await fixture.store.createArtifact(
            build, baseline: BaselineRequest(), in: shop.number, at: now, once: nil)
        guard case .done(let artifact) = reply else { throw ServerFixture.Unexpected(what: "no artifact") }
        let claimed = try #require(
            try await fixture.store.claimArtifact(at: now, leaseUntil: now + .seconds(60)))
        let report = """
            {"entryPoints":[{"name":"app","size":{"raw":\(raw),"gzip":2,"brotli":1},"initialSize":{"raw":5,"gzip":2,\
            "brotli":1},"score":\(score),"audits":[{"id":"a","title":"An audit","desc":"Use `import()`","score":1,\
            "detail":{"type":"table","items":[\(Self.findings)]}},{"id":"b","title":"A good one","desc":"All done",\
            "score":3,"detail":{"type":"list","items":["good.example"]}}]}],\
            "assets":[{"name":"\(Self.markup)","size":{"raw":\(raw),"gzip":2,"brotli":1}}]}
            """
        try await fixture.blobs.write("reports/\(artifact.id)", bytes: Array(report.utf8))
        let result = Artifact.Result(
            score: score, size: .init(raw: raw, gzip: 2, brotli: 1), entryPoints: [],
            warnings: [RecordedMessage(english: Self.markup)],
            reportKey: "reports/\(artifact.id)", contentKey: "c", analysisVersion: 1)
        let outcome =
            failed.map { ArtifactOutcome.failed(reason: $0, duration: .milliseconds(5)) }
            ?? .passed(result, duration: .milliseconds(5))
        let body = EventBody(eventType: .bundleFinished, payload: "{}".utf8)
        _ = try await fixture.store.finish(claimed.lease, outcome, event: { _, _ in body }, at: now)
        return artifact
    }

    @Test("A project is created as typed, and a refused form keeps its input")
    func create() async throws {
        try await ServerFixture.with { fixture in
            let root = try await Visitor.signedIn(fixture.accounts.admin, in: fixture)
            #expect(try await root.get("/").text.contains("Create project"))
            let refused = try await root.post(
                "/projects/new", [("id", "api"), ("namespace", "<x>")], from: "/projects/new")
            #expect(refused.status == 422 && refused.text.contains("is reserved for a page"))
            #expect(refused.text.contains("value=\"&lt;x&gt;\""))
            #expect(try await root.post("/projects/new", Self.new, from: nil).status == 403)
            #expect(try await root.post("/projects/new", Self.new, from: "/projects/new").status == 303)
            #expect(try await root.post("/projects/new", Self.new, from: "/projects/new").status == 422)
            let mia = try await Visitor.signedIn(fixture.accounts.mia, in: fixture)
            #expect(try await mia.get("/projects/new").status == 403)
            let visitor = Visitor(fixture)
            let list = try await visitor.get("/").text
            #expect(list.contains("cart") && !list.contains("/shop\"") && list.contains("&lt;b&gt;cart"))
            #expect(try await visitor.get("/cart").status == 200)
            #expect(try await visitor.get("/cart/deliveries").status == 303)
            let found = try await root.get("/?q=SHOP").text
            let main = found[try #require(found.range(of: "<main")).lowerBound...]
            #expect(main.contains("href=\"/shop\"") && !main.contains("href=\"/cart\""))
        }
    }

    @Test("An artifact's page turns from progress into a report with what changed")
    func artifact() async throws {
        try await ServerFixture.with { fixture in
            let ron = try await Visitor.signedIn(fixture.accounts.ron, in: fixture)
            let mia = try await Visitor.signedIn(fixture.accounts.mia, in: fixture)
            #expect(try await ron.get("/shop").text.contains("perfsee upload dist --project shop"))
            let first = try await build(fixture, score: 90, raw: 100_000)
            let alone = try await ron.get("/shop/artifacts/\(first.id)").text
            #expect(alone.contains("No comparison: neither <code>main</code> nor <code>master</code> nor this build"))
            #expect(!alone.contains("/shop/settings\">Settings</a></dd>"))
            let whole = try await mia.get("/shop/artifacts/\(first.id)").text
            #expect(whole.contains("/shop/settings\">Settings</a></dd>"))
            let second = try await build(fixture, score: 70, raw: 151_200)
            let page = try await ron.get("/shop/artifacts/\(second.id)").text
            #expect(page.contains("151.2 kB") && page.contains("+51.2 kB (+51.2%)") && page.contains("An audit"))
            #expect(page.contains("70 <span class=\"small\">fair") && page.contains("−20"))
            #expect(!page.contains("<script>x") && page.contains("&lt;script&gt;x"))
            #expect(!page.contains("No comparison"))
            #expect(page.contains("<code>large.js</code> <span class=\"quiet\">251.2 kB</span>"))
            #expect(page.contains("<code>cdn.example</code></li>") && page.contains("and 3 more"))
            #expect(page.contains("<code>7.js</code>") && !page.contains("<code>8.js</code>"))
            #expect(page.contains("Use <code>import()</code>") && page.contains("A good one"))
            #expect(!page.contains("All done") && !page.contains("good.example"))
            #expect(!page.contains("bundle:finished"))
            #expect(try await mia.get("/shop/artifacts/\(second.id)").text.contains("bundle:finished"))
            let home = try await ron.get("/shop?branch=master").text
            #expect(home.contains("<polyline") && home.contains("2 builds"))
            #expect(try await !ron.get("/shop?branch=other").text.contains("<polyline"))
            let list = try await ron.get("/").text
            #expect(list.contains("151.2 kB") && list.contains("70 fair"))
            let failed = try await build(
                fixture, score: 0, raw: 0, failed: RecordedMessage(english: "There are no stats in it."))
            #expect(try await ron.get("/shop/artifacts/\(failed.id)").text.contains("There are no stats in it."))
            #expect(try await ron.get("/shop/artifacts/99").status == 404)
            #expect(try await ron.get("/shop/artifacts?branch=nowhere").text.contains("No matching artifacts"))
        }
    }

    @Test("The page of an artifact being analyzed refreshes itself until it is done")
    func underWay() async throws {
        try await ServerFixture.with { fixture in
            let shop = try #require(try await fixture.store.project("shop"))
            let build = Artifact.Build(
                branch: "b", name: "main", hash: "abc", commitMessage: nil, author: nil, buildKey: "builds/1/y.tar")
            _ = try await fixture.store.createArtifact(
                build, baseline: BaselineRequest(), in: shop.number, at: fixture.time.now(), once: nil)
            let ron = try await Visitor.signedIn(fixture.accounts.ron, in: fixture)
            let page = try await ron.get("/shop/artifacts/1").text
            #expect(page.contains("data-poll") && page.contains("Pending") && page.contains("being analyzed"))
        }
    }

    @Test("Admins save settings, and deleting a project takes its id as confirmation")
    func settings() async throws {
        try await ServerFixture.with { fixture in
            let mia = try await Visitor.signedIn(fixture.accounts.mia, in: fixture)
            let path = "/shop/settings"
            let fields = [("host", "Gitlab"), ("namespace", "new"), ("name", "shop"), ("baselineBranch", "/^v/")]
            #expect(try await mia.post(path, fields, from: nil).status == 403)
            #expect(try await mia.post(path, fields, from: path).status == 303)
            let project = try #require(try await fixture.store.project("shop"))
            #expect(project.namespace == "new" && project.host == .gitlab && project.baselineBranch == "/^v/")
            #expect(try await mia.post(path, [("host", "x"), ("namespace", "")], from: path).status == 422)
            let ron = try await Visitor.signedIn(fixture.accounts.ron, in: fixture)
            #expect(try await ron.get(path).status == 403)
            #expect(try await mia.post("\(path)/delete", [("confirm", "sho")], from: path).status == 422)
            #expect(try await mia.post("\(path)/delete", [("confirm", "shop")], from: path).status == 303)
            #expect(try await mia.get("/shop").status == 404)
        }
    }

    @Test("Admins add, change and remove members and tokens")
    func members() async throws {
        try await ServerFixture.with { fixture in
            let mia = try await Visitor.signedIn(fixture.accounts.mia, in: fixture)
            let path = "/shop/settings/members"
            #expect(try await mia.post(path, [("email", "no@x.y"), ("role", "read")], from: path).status == 422)
            #expect(
                try await mia.post(path, [("email", "SUE@example.com"), ("role", "read")], from: path).status == 303)
            for email in ["sue@example.com", "mia@example.com"] {
                let again = try await mia.post(path, [("email", email), ("role", "read")], from: path)
                #expect(again.status == 422 && again.text.contains("is already a member"))
            }
            let one = "\(path)/\(fixture.accounts.sue.id)"
            #expect(try await mia.post(one, [("role", "admin")], from: path).status == 303)
            #expect(try await mia.get(path).text.contains("sue@example.com"))
            #expect(try await mia.post("\(one)/remove", [("confirm", "1")], from: path).status == 303)
            let shop = try #require(try await fixture.store.project("shop"))
            #expect(try await fixture.store.role(of: fixture.accounts.sue.id, in: shop.number) == nil)
            let tokens = "/shop/settings/tokens"
            _ = try await mia.post(tokens, [("name", Self.markup), ("scopes", "upload")], from: tokens)
            let made = try await mia.get(tokens)
            let text = try #require(made.text.firstMatch(of: /psee_[A-Za-z0-9_-]{43}/)).output
            #expect(!made.text.contains("<script>x"))
            #expect(
                made.text.contains(
                    "<pre>PERFSEE_URL=\(ServerFixture.publicURL) PERFSEE_TOKEN=\(text) perfsee upload dist"))
            #expect(try await fixture.send(.get, "projects/shop", as: String(text)).status == 403)
            #expect(try await mia.post(tokens, [("name", "x")], from: tokens).status == 422)
            let id = try #require(
                try await fixture.store.tokens(in: shop.number, before: nil, limit: 1, at: fixture.time.now()).first)
            let revoke = "\(tokens)/\(id.token.id)/revoke"
            #expect(try await mia.post(revoke, [("confirm", "1")], from: tokens).status == 303)
            #expect(try await fixture.send(.get, "projects/shop", as: String(text)).status == 401)
        }
    }

    @Test("An administrator invites, grants, withdraws and removes; nobody else sees the page")
    func administration() async throws {
        try await ServerFixture.with { fixture in
            let root = try await Visitor.signedIn(fixture.accounts.admin, in: fixture)
            _ = try await root.post(
                "/admin/invitations", [("name", Self.markup), ("email", "new@example.com")], from: "/admin")
            let invited = try await root.get("/admin")
            let link = try #require(invited.text.firstMatch(of: /https:\/\/perfsee.example(\/invite\/[A-Za-z0-9_-]+)/))
            #expect(!invited.text.contains("<script>x"))
            #expect(try await Visitor(fixture).get(String(link.1)).status == 200)
            let twice = [("name", "N"), ("email", "NEW@example.com")]
            #expect(try await root.post("/admin/invitations", twice, from: "/admin").status == 422)
            let sue = "/admin/accounts/\(fixture.accounts.sue.id)"
            #expect(try await root.post(sue, [("act", "grant")], from: "/admin").status == 303)
            #expect(try await fixture.store.account(fixture.accounts.sue.id)?.isInstanceAdmin == true)
            #expect(try await root.get("/admin").text.contains("value=\"withdraw\""))
            #expect(try await root.post(sue, [("act", "withdraw")], from: "/admin").status == 303)
            // What is refused to the last one is not offered.
            #expect(try await !root.get("/admin").text.contains("value=\"withdraw\""))
            let own = "/admin/accounts/\(fixture.accounts.admin.id)"
            #expect(try await root.post(own, [("act", "withdraw")], from: "/admin").status == 409)
            #expect(try await root.post(sue, [("act", "link")], from: nil).status == 403)
            let mia = try await Visitor.signedIn(fixture.accounts.mia, in: fixture)
            #expect(try await mia.get("/admin").status == 403)
            #expect(try await Visitor(fixture).get("/admin").location == "/sign-in?to=/admin")
        }
    }

    @Test(
        "Sizes are decimal with three digits, and changes show how much and in which direction",
        arguments: [
            (999, "999 B"), (151_234, "151.2 kB"), (1_240_000, "1.24 MB"),
        ])
    func sizes(bytes: Int, text: String) {
        #expect(SizeText.of(bytes) == text)
        #expect(SizeText.change(from: 150_000, to: 153_100) == "+3.1 kB (+2.1%)")
        #expect(SizeText.change(from: 100, to: 498_735) == "+498.6 kB (×4,987)")
    }
}
