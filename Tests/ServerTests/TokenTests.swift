import Domain
import HTTPTypes
import Storage
import TestSupport
import Testing

@Suite("Tokens")
struct TokenTests {
    /// A new token: its id and its text.
    private static func make(
        _ fields: String, as token: String = "mia", in fixture: ServerFixture
    ) async throws -> (id: Int, text: String) {
        let answer = try await fixture.post("tokens", #"{"name":"t",\#(fields)}"#, as: token)
        return (try #require(answer["id"]?.int, "\(answer.text)"), try #require(answer["token"]?.string))
    }

    private static let admin = #""scopes":["admin"]"#

    @Test("Only a token with the admin scope creates others, so a leaked CI token creates none")
    func minting() async throws {
        try await ServerFixture.with { fixture async throws in
            let before = try await fixture.everything()
            for token in ["mia-read", "mia-upload", "mia-publish"] {
                let refused = try await fixture.post("tokens", #"{"name":"t","scopes":["read"]}"#, as: token)
                #expect(refused.status == 403 && refused.detail.contains("the `admin` scope"), "\(token)")
            }
            #expect(try await fixture.everything() == before)
            #expect(try await fixture.post("tokens", #"{"name":"t","scopes":["read"]}"#, as: "mia-shop").status == 201)
        }
    }

    @Test("Revoking a token revokes all that it created, and the answer counts them")
    func descendants() async throws {
        try await ServerFixture.with { fixture async throws in
            let root = try await Self.make(Self.admin, in: fixture)
            let child = try await Self.make(Self.admin, as: root.text, in: fixture)
            let grandchild = try await Self.make(#""scopes":["read"]"#, as: child.text, in: fixture)
            let listed = try await fixture.get("tokens")["items"]?.items.first { $0["id"]?.int == grandchild.id }
            #expect(listed?["parent"]?.int == child.id)
            let revoked = try await fixture.send(.delete, "tokens/\(root.id)")
            #expect(revoked.status == 200 && revoked["revoked"] == .number(3), "\(revoked.text)")
            for token in [root, child, grandchild] {
                #expect(try await fixture.get("projects/shop", as: token.text).status == 401)
                #expect(try await fixture.send(.delete, "tokens/\(token.id)").status == 404)
            }
            #expect(try await fixture.get("projects/shop", as: "mia").status == 200)
        }
    }

    @Test("Revoking an instance admin's token revokes those that it created for applications")
    func ofApplications() async throws {
        try await ServerFixture.with { fixture async throws in
            let root = try await Self.make(Self.admin, as: "root", in: fixture)
            let fields = #"\#(Self.admin),"application":\#(fixture.accounts.bot.id)"#
            let made = try await Self.make(fields, as: root.text, in: fixture)
            #expect(try await fixture.get(fixture.bot, as: made.text).status == 200)
            #expect(try await fixture.send(.delete, "tokens/\(root.id)", as: "root")["revoked"] == .number(2))
            #expect(try await fixture.get(fixture.bot, as: made.text).status == 401)
        }
    }

    @Test("Created tokens are kept on request, but not by the token itself nor by one that it created")
    func kept() async throws {
        try await ServerFixture.with { fixture async throws in
            let root = try await Self.make(Self.admin, in: fixture)
            let child = try await Self.make(Self.admin, as: root.text, in: fixture)
            let grandchild = try await Self.make(Self.admin, as: child.text, in: fixture)
            let keeping = "tokens/\(child.id)?descendants=keep"
            for token in [child, grandchild] {
                let refused = try await fixture.send(.delete, keeping, as: token.text)
                #expect(refused.status == 403 && refused.detail.contains("keep its own descendants"), "\(refused.text)")
            }
            for value in ["keep%CC%81", "Keep", ""] {
                let wrong = try await fixture.send(.delete, "tokens/\(child.id)?descendants=\(value)", as: root.text)
                #expect(wrong.status == 422 && wrong.faults == ["descendants"])
            }
            let revoked = try await fixture.send(.delete, keeping, as: root.text)
            #expect(revoked.status == 200 && revoked["revoked"] == .number(1))
            #expect(try await fixture.get("projects/shop", as: child.text).status == 401)
            #expect(try await fixture.get("projects/shop", as: grandchild.text).status == 200)
            // The chain stays intact: the kept token still ends with the first one.
            #expect(try await fixture.send(.delete, "tokens/\(root.id)")["revoked"] == .number(2))
            #expect(try await fixture.get("projects/shop", as: grandchild.text).status == 401)
        }
    }

    @Test("A token for a project only sees and changes that project's tokens")
    func narrowed() async throws {
        try await ServerFixture.with { fixture async throws in
            let wide = try await Self.make(#""scopes":["read"]"#, in: fixture)
            let narrow = try await Self.make(#""scopes":["read"],"project":"shop""#, in: fixture)
            let listed = try await fixture.get("tokens", as: "mia-shop")
            #expect(listed["items"]?.items.compactMap { $0["name"]?.string } == ["t", "mia-shop"])
            let refused = try await fixture.send(.delete, "tokens/\(wide.id)", as: "mia-shop")
            let absent = try await fixture.send(.delete, "tokens/999999", as: "mia-shop")
            #expect(refused.status == 404 && refused.text == absent.text)
            #expect(try await fixture.send(.delete, "tokens/\(narrow.id)", as: "mia-shop").status == 200)
            #expect(try await fixture.get("projects", as: wide.text).status == 200)
        }
    }

    @Test("A token without the admin scope only sees and revokes itself")
    func itself() async throws {
        try await ServerFixture.with { fixture async throws in
            let own = try await Self.make(#""scopes":["upload"]"#, in: fixture)
            let other = try await Self.make(#""scopes":["upload"]"#, in: fixture)
            let listed = try await fixture.get("tokens", as: own.text)
            #expect(listed["items"]?.items.compactMap { $0["id"]?.int } == [own.id])
            #expect(listed["nextCursor"] == .null)
            for id in [other.id, 999_999] {
                #expect(try await fixture.send(.delete, "tokens/\(id)", as: own.text).status == 403)
            }
            #expect(try await fixture.send(.delete, "tokens/\(own.id)", as: own.text)["revoked"] == .number(1))
            #expect(try await fixture.get("tokens", as: own.text).status == 401)
        }
    }

    @Test("An account has at most 100 unexpired tokens per project and 100 without one; a form says so")
    func limit() async throws {
        try await ServerFixture.with { fixture async throws in
            let soon = #""scopes":["read"],"project":"shop","expiresAt":"2023-11-14T22:14:20Z""#
            for _ in 0..<(Token.maximumLive - 1) { _ = try await Self.make(soon, in: fixture) }
            let refused = try await fixture.post("tokens", #"{"name":"t","project":"shop"}"#)
            #expect(refused.status == 409 && refused.detail.contains("at most 100 tokens for a project"))
            _ = try await Self.make(#""scopes":["read"]"#, in: fixture)
            let mia = try await Visitor.signedIn(fixture.accounts.mia, in: fixture)
            let page = "/shop/settings/tokens"
            let form = try await mia.post(page, [("name", "x"), ("scopes", "read")], from: page)
            #expect(form.status == 422 && form.text.contains("at most 100 tokens for a project"))
            fixture.time.advance(seconds: 61)
            #expect(try await fixture.post("tokens", #"{"name":"t","project":"shop"}"#).status == 201)
        }
    }

    @Test("The page that revokes a token says how many end with it")
    func page() async throws {
        try await ServerFixture.with { fixture async throws in
            let root = try await Self.make(#"\#(Self.admin),"project":"shop""#, in: fixture)
            let page = "/shop/settings/tokens/\(root.id)/revoke"
            let mia = try await Visitor.signedIn(fixture.accounts.mia, in: fixture)
            #expect(try await !mia.get(page).text.contains("made with it"))
            let child = try await Self.make(Self.admin, as: root.text, in: fixture)
            #expect(try await mia.get(page).text.contains("1 token that was created with it is revoked as well."))
            _ = try await Self.make(#""scopes":["read"]"#, as: child.text, in: fixture)
            #expect(try await mia.get(page).text.contains("2 tokens that were created with it are revoked as well."))
            #expect(try await mia.post(page, [("confirm", "1")], from: page).status == 303)
            #expect(try await fixture.get("projects/shop", as: child.text).status == 401)
        }
    }
}
