import Domain
import Storage
import TestSupport
import Testing

@testable import Server

@Suite("Event type expressions that match no known type")
struct WebhookWarningTests {
    private static let hooks = "projects/shop/webhooks"

    private static func body(_ expression: String) -> String {
        #"{"url":"https://a.example","eventType":"\#(expression)"}"#
    }

    @Test("A webhook for a type that nobody has published is created and changed, with a warning in the answer")
    func answers() async throws {
        try await ServerFixture.with { fixture async throws in
            let path = Self.hooks
            let made = try await fixture.post(path, Self.body("bundle:*, deploy:doen,x:*"), key: "k")
            #expect(made.status == 201)
            #expect(made["warnings"]?.items.map { $0["field"]?.string } == ["eventType", "eventType"])
            let first = try #require(made["warnings"]?[0]?["message"]?.string)
            #expect(
                first == """
                    `deploy:doen` matches none of Perfsee's event types, and none that this project has published so far.
                    """)
            let again = try await fixture.post(path, Self.body("bundle:*, deploy:doen,x:*"), key: "k")
            #expect(again.text == made.text)
            _ = try await fixture.post("projects/shop/events", #"{"eventType":"deploy:done","payload":{}}"#)
            let id = try #require(made["id"]?.int)
            let shown = try await fixture.get("\(path)/\(id)")
            #expect(shown["warnings"]?[0]?["message"]?.string == first + " Did you mean `deploy:done`?")
            let changed = try await fixture.patch("\(path)/\(id)", #"{"eventType":"deploy:done,bundle:*"}"#)
            #expect(changed.status == 200 && changed["warnings"]?.items.isEmpty == true)
            #expect(try await fixture.get(path)["items"]?[0]?["warnings"] == nil)
        }
    }

    @Test("An application's webhook is held against what its projects have published")
    func application() async throws {
        try await ServerFixture.with { fixture async throws in
            _ = try await fixture.post("projects/shop/events", #"{"eventType":"deploy:done","payload":{}}"#)
            let path = "\(fixture.bot)/webhooks"
            let known = try await fixture.post(path, Self.body("deploy:*"), as: "bot")
            #expect(known.status == 201 && known["warnings"]?.items.isEmpty == true)
            let unknown = try await fixture.post(path, Self.body("deploy-*"), as: "bot")
            #expect(
                unknown["warnings"]?[0]?["message"]?.string == """
                    `deploy-*` matches none of Perfsee's event types, and none that this application's projects have \
                    published so far. Did you mean `deploy:*`?
                    """)
        }
    }

    @Test("The page says it after creating and editing, in both languages, without JavaScript, until the type is known")
    func pages() async throws {
        try await ServerFixture.with { fixture in
            let visitor = try await Visitor.signedIn(fixture.accounts.mia, in: fixture)
            let page = try await WebhookPagesTests.create(visitor, [("expression", "deploy:begun")])
            let warning = #"<p class="warning"><code>deploy:begun</code> matches none of"#
            #expect(try await visitor.get("\(page)?notice=webhook-created").text.contains(warning))
            let edited = try await visitor.post(
                page, [("url", "https://a.example"), ("expression", "deploy:*")], from: page)
            let location = try #require(edited.location)
            #expect(try await visitor.get(location).text.contains(#"<p class="warning"><code>deploy:*</code> matches"#))
            let chinese = try await Visitor.signedIn(fixture.accounts.mia, in: fixture, language: "zh-CN")
            #expect(try await chinese.get(page).text.contains("<code>deploy:*</code> 不匹配 Perfsee 的任何事件类型"))
            _ = try await fixture.post("projects/shop/events", #"{"eventType":"deploy:done","payload":{}}"#)
            #expect(try await !visitor.get(page).text.contains(#"<p class="warning">"#))
        }
    }
}
