import Domain
import HTTPTypes
import Storage
import TestSupport
import Testing

@testable import Server

@Suite("Members")
struct MemberTests {
    private static let path = "projects/shop/members"

    @Test("Members are listed with their roles and emails, a page at a time")
    func lists() async throws {
        try await ServerFixture.with { fixture async throws in
            let all = try await fixture.get(Self.path)
            #expect(all.status == 200)
            #expect(all["items"]?.items.compactMap { $0["name"]?.string } == ["mia", "ron", "bot"])
            let mia = try #require(all["items"]?[0])
            #expect(mia["account"]?.int == Int(fixture.accounts.mia.id))
            #expect(mia["kind"] == .string("user") && mia["role"] == .string("admin"))
            #expect(mia["email"] == .string("mia@example.com"))
            #expect(all["items"]?[1]?["email"] == .null)
            let first = try await fixture.get("\(Self.path)?limit=1")
            let cursor = try #require(first["nextCursor"]?.string)
            let second = try await fixture.get("\(Self.path)?limit=1&cursor=\(cursor)")
            #expect(second["items"]?[0]?["name"] == .string("ron"))
            #expect(all["items"]?[2]?["kind"] == .string("application") && all["nextCursor"] == .null)
            #expect(try await fixture.get("\(Self.path)?role=read").faults == ["role"])
        }
    }

    @Test("Adding a member is a 201 and changing one a 200, and the member then has the role's permissions")
    func sets() async throws {
        try await ServerFixture.with { fixture async throws in
            let sue = "\(Self.path)/\(fixture.accounts.sue.id)"
            #expect(try await fixture.get(sue).status == 404)
            let made = try await fixture.post(Self.path, #"{"email":"Sue@example.com","role":"read"}"#)
            #expect(made.status == 201, "\(made.text)")
            #expect(made.headers[.location] == "/api/v1/\(sue)")
            #expect(try await fixture.get("projects/shop", as: "sue").status == 200)
            #expect(try await fixture.get(Self.path, as: "sue").status == 403)
            let changed = try await fixture.put(sue, #"{"role":"admin"}"#)
            #expect(changed.status == 200 && changed["role"] == .string("admin"))
            #expect(try await fixture.get(sue).bytes == changed.bytes)
            #expect(try await fixture.get(Self.path, as: "sue").status == 200)
            #expect(try await fixture.put(sue, #"{"role":"admin"}"#).status == 200)
        }
    }

    @Test("Removed members no longer know about the project, and removing one again is a 404")
    func ends() async throws {
        try await ServerFixture.with { fixture async throws in
            let ron = "\(Self.path)/\(fixture.accounts.ron.id)"
            #expect(try await fixture.send(.delete, ron).status == 204)
            #expect(try await fixture.get("projects/shop", as: "ron").status == 404)
            #expect(try await fixture.send(.delete, ron).status == 404)
            #expect(try await fixture.get(ron).status == 404)
            #expect(try await fixture.send(.delete, "\(Self.path)/nobody").status == 404)
        }
    }

    @Test("A deleted account cannot become a member")
    func removed() async throws {
        try await ServerFixture.with { fixture async throws in
            #expect(try await fixture.store.removeAccount(fixture.accounts.sue.id))
            let answer = try await fixture.put("\(Self.path)/\(fixture.accounts.sue.id)", #"{"role":"read"}"#)
            #expect(answer.status == 404)
            let body = #"{"email":"sue@example.com","role":"read"}"#
            for token in ["mia", "root"] {
                let added = try await fixture.post(Self.path, body, as: token)
                #expect(added.status == 422 && added.faults == ["email"])
            }
        }
    }

    @Test("An id of an unrelated account is answered as if it did not exist, so ids cannot be enumerated")
    func harvest() async throws {
        try await ServerFixture.with { fixture async throws in
            let before = try await fixture.everything()
            let known = [fixture.accounts.mia, fixture.accounts.ron, fixture.accounts.bot].map { String($0.id) }
            let ids = (1...20).map(String.init) + ["0", "-1", "sue", "99999999999999999999"]
            var answers: Set<[UInt8]> = []
            for id in ids where !known.contains(id) {
                let answer = try await fixture.put("\(Self.path)/\(id)", #"{"role":"read"}"#)
                #expect(answer.status == 404, "\(id): \(answer.text)")
                answers.insert(answer.bytes)
            }
            #expect(answers.count == 1)
            #expect(try await fixture.everything() == before)
        }
    }

    @Test("Members can be added by id if they share another project, but not with a token for this project only")
    func shared() async throws {
        try await ServerFixture.with { fixture async throws in
            _ = try await fixture.post(
                "projects", #"{"id":"lab","host":"Github","namespace":"a","name":"b"}"#, as: "root")
            for email in ["mia@example.com", "sue@example.com"] {
                let added = try await fixture.post(
                    "projects/lab/members", #"{"email":"\#(email)","role":"read"}"#, as: "root")
                #expect(added.status == 201)
            }
            let sue = "\(Self.path)/\(fixture.accounts.sue.id)"
            #expect(try await fixture.put(sue, #"{"role":"read"}"#, as: "mia-shop").status == 404)
            let ron = "\(Self.path)/\(fixture.accounts.ron.id)"
            #expect(try await fixture.put(ron, #"{"role":"read"}"#, as: "mia-shop").status == 200)
            let added = try await fixture.put(sue, #"{"role":"read"}"#)
            #expect(added.status == 201 && added["email"] == .string("sue@example.com"))
            let admin = try await fixture.put(
                "\(Self.path)/\(fixture.accounts.admin.id)", #"{"role":"read"}"#, as: "root")
            #expect(admin.status == 201)
        }
    }

    @Test("Members are added by an email or an application's name, and existing members are a conflict")
    func adds() async throws {
        try await ServerFixture.with { fixture async throws in
            let body = #"{"email":"SUE@example.com","role":"admin"}"#
            let made = try await fixture.post(Self.path, body)
            #expect(made.status == 201 && made["role"] == .string("admin") && made["name"] == .string("sue"))
            #expect(made.headers[.location] == "/api/v1/\(Self.path)/\(fixture.accounts.sue.id)")
            let bot = #"{"application":"Bot","role":"admin"}"#
            for body in [body, bot] {
                let again = try await fixture.post(Self.path, body)
                #expect(again.status == 409 && again.detail.contains("is already a member"))
            }
            let role = try await fixture.get("\(Self.path)/\(fixture.accounts.bot.id)")["role"]
            #expect(role == .string("read"))
            #expect(try await fixture.send(.delete, "\(Self.path)/\(fixture.accounts.bot.id)").status == 204)
            let added = try await fixture.post(Self.path, bot)
            #expect(added.status == 201 && added["kind"] == .string("application") && added["email"] == .null)
        }
    }

    @Test("Only a limited number of unknown names can be tried; known names do not count")
    func guessing() async throws {
        try await ServerFixture.with { fixture async throws in
            let nobody = #"{"email":"nobody@example.com","role":"read"}"#
            let somebody = #"{"email":"sue@example.com","role":"read"}"#
            for number in 0..<NameGuard.maximumMisses {
                if number.isMultiple(of: 10) {
                    #expect(try await fixture.post(Self.path, somebody).status == (number == 0 ? 201 : 409))
                }
                #expect(try await fixture.post(Self.path, nobody).status == 422)
            }
            let visitor = try await Visitor.signedIn(fixture.accounts.mia, in: fixture)
            let page = "/shop/settings/members"
            for body in [nobody, somebody, #"{"application":"bot","role":"read"}"#] {
                let answer = try await fixture.post(Self.path, body)
                #expect(answer.status == 429 && answer.headers[.retryAfter] == "900", "\(answer.text)")
                #expect(answer.detail.contains("in 15 min"))
            }
            let form = try await visitor.post(page, [("email", "nobody@example.com"), ("role", "read")], from: page)
            #expect(form.status == 429 && form.headers[.retryAfter] == "900")
            #expect(try await fixture.post(Self.path, nobody, as: "root").status == 422)
            fixture.time.advance(seconds: 900)
            #expect(try await fixture.post(Self.path, nobody).status == 422)
        }
    }
}
