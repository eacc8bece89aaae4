import Domain
import HTTPTypes
import HummingbirdTesting
import Storage
import TestSupport
import Testing

@testable import Server

@Suite("Event pages")
struct EventPagesTests {
    private static func publish(_ type: String, _ payload: String = "{}", in fixture: ServerFixture) async throws -> Int
    {
        let answer = try await fixture.post("projects/shop/events", #"{"eventType":"\#(type)","payload":\#(payload)}"#)
        guard let id = answer["id"]?.int else { throw ServerFixture.Unexpected(what: answer.text) }
        return id
    }

    @Test("What happened is listed whether or not anyone was told, with what became of it")
    func list() async throws {
        try await ServerFixture.with { fixture in
            let mia = try await Visitor.signedIn(fixture.accounts.mia, in: fixture)
            let empty = try await mia.get("/shop/events").text
            #expect(empty.contains("Nothing has happened here yet") && !empty.contains("class=\"filters\""))
            #expect(empty.contains("aria-current=\"page\">Events"))
            let alone = try await Self.publish("mine:alone", in: fixture)
            _ = try await fixture.makeWebhook(#""url":"https://hooks.example/a","eventType":"mine:*""#)
            fixture.time.advance(seconds: 60)
            let heard = try await Self.publish("mine:heard", #"{"n":1.50,"t":"<b>"}"#, in: fixture)
            let list = try await mia.get("/shop/events").text
            #expect(list.contains("href=\"/shop/events/\(alone)\"") && list.contains("href=\"/shop/events/\(heard)\""))
            #expect(list.contains("No webhook") && list.contains("1 pending"))
            let filtered = try await mia.get("/shop/events?eventType=mine:h*").text
            #expect(filtered.contains("mine:heard") && !filtered.contains("mine:alone</span>"))
            let since = fixture.time.now().iso8601
            let late = try await mia.get("/shop/events?since=\(since)").text
            #expect(late.contains("/events/\(heard)\"") && !late.contains("/events/\(alone)\""))
            let none = try await mia.get("/shop/events?until=2020-01-01T00:00").text
            #expect(
                none.contains("No matching events") && none.contains("class=\"filters\"") && none.contains(" open>"))
            let page = try await mia.get("/shop/events/\(heard)").text
            #expect(page.contains("mine:heard") && page.contains("&quot;n&quot;: 1.50") && !page.contains("<b>\""))
            #expect(page.contains("https://hooks.example/a") && page.contains("/shop/deliveries/"))
            #expect(try await mia.get("/shop/events/\(alone)").text.contains("No webhook of this project matched"))
            let delivery = try #require(page.firstMatch(of: /\/shop\/deliveries\/[0-9a-f-]{36}/)).0
            #expect(try await mia.get(String(delivery)).text.contains("href=\"/shop/events/\(heard)\""))
            #expect(try await mia.get("/shop/events/99999").status == 404)
        }
    }

    @Test("A long list has pages, and each keeps the filter")
    func pages() async throws {
        try await ServerFixture.with { fixture in
            let mia = try await Visitor.signedIn(fixture.accounts.mia, in: fixture)
            for number in 0...EventPages.pageSize { _ = try await Self.publish("mine:\(number)", in: fixture) }
            let first = try await mia.get("/shop/events?eventType=mine:*").text
            let older = try #require(first.firstMatch(of: /href="(\/shop\/events\?eventType=mine:\*&amp;before=\d+)"/))
                .1
            let second = try await mia.get(String(older).replacing("&amp;", with: "&")).text
            #expect(second.contains("mine:0<") && !second.contains("mine:1<") && second.contains("value=\"mine:*\""))
        }
    }
}

@Suite("The foot of every page")
struct FootTests {
    @Test("Every page names the version and leads to the docs and the API")
    func foot() async throws {
        try await ServerFixture.with { fixture in
            let visitor = Visitor(fixture)
            for path in ["/", "/sign-in", "/nowhere/at/all", DocsPage.path] {
                let page = try await visitor.get(path, accept: "text/html").text
                #expect(
                    page.contains(
                        "<span>Perfsee 0</span><a href=\"/api/docs\">Docs</a><a href=\"/openapi.json\">API</a>"))
            }
            let docs = try await visitor.get(DocsPage.path)
            #expect(docs.status == 200 && docs.text.contains("<code>https://perfsee.example/api/v1</code>"))
            let chinese = try await Visitor(fixture, language: "zh-CN").get(DocsPage.path).text
            #expect(chinese.contains("<code>https://perfsee.example/api/v1</code>") && chinese.contains("接收 Webhook"))
        }
    }
}

@Suite("Links to the repository on pages")
struct RepositoryLinkPagesTests {
    private static func upload(_ fixture: ServerFixture, _ more: String) async throws {
        let path = "artifacts?projectId=shop&host=Github&namespace=acme&name=shop&artifactName=main&\(more)"
        #expect(try await fixture.send(.post, path, bytes: [1]).status == 201)
    }

    @Test(
        "Commits, branches, pull requests and the repository link to their host, those of a fork where they are known")
    func links() async throws {
        try await ServerFixture.with { fixture async throws in
            try await Self.upload(fixture, "branch=feature%2Fone&commitHash=0123456789abcdef&pr=17")
            try await Self.upload(fixture, "branch=patch&commitHash=fedcba9876543210&isFork=true")
            try await Self.upload(fixture, "branch=..&commitHash=not-a-hash")
            let ron = try await Visitor.signedIn(fixture.accounts.ron, in: fixture)
            let home = "https://github.com/acme/shop"
            let page = try await ron.get("/shop/artifacts/1").text
            #expect(page.contains("<a href=\"\(home)/commit/0123456789abcdef\"><code>0123456789abcdef</code></a>"))
            #expect(page.contains("<a href=\"\(home)/tree/feature/one\">feature/one</a>"))
            let list = try await ron.get("/shop/artifacts").text
            #expect(list.contains("href=\"\(home)/commit/fedcba9876543210\"") && !list.contains("/tree/patch"))
            #expect(!list.contains("not-a-hash\"") && !list.contains("/tree/.."))
            #expect(try await ron.get("/shop").text.contains("<a href=\"\(home)\">acme/shop</a>"))
            #expect(try await ron.get("/").text.contains("<a href=\"\(home)\">acme/shop</a>"))
        }
    }

    @Test("A self-hosted repository is linked where its project says it is, by https alone")
    func selfHosted() async throws {
        try await ServerFixture.with { fixture async throws in
            let url = "https://git.example.com/acme/shop"
            let refused = try await fixture.patch("projects/shop", #"{"repositoryUrl":"javascript:alert(1)"}"#)
            #expect(refused.status == 422 && refused.text.contains("must be the repository's https URL"))
            let changed = try await fixture.patch("projects/shop", #"{"host":"Gitlab","repositoryUrl":"\#(url)"}"#)
            #expect(changed["repositoryUrl"]?.string == url)
            let mia = try await Visitor.signedIn(fixture.accounts.mia, in: fixture)
            #expect(try await mia.get("/shop").text.contains("<a href=\"\(url)\">acme/shop</a>"))
            let path = "/shop/settings"
            #expect(try await mia.get(path).text.contains("value=\"\(url)\""))
            let fields = [("host", "Gitlab"), ("namespace", "acme"), ("name", "shop")]
            let wrong = try await mia.post(path, fields + [("repositoryUrl", "http://x")], from: path)
            #expect(wrong.status == 422 && wrong.text.contains("id=\"repositoryUrl-fault\""))
            #expect(try await mia.post(path, fields + [("repositoryUrl", "")], from: path).status == 303)
            #expect(try await fixture.get("projects/shop")["repositoryUrl"]?.string == nil)
            #expect(try await mia.get("/shop").text.contains("<a href=\"https://gitlab.com/acme/shop\">"))
        }
    }
}
