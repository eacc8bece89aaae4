import Domain
import HTTPTypes
import HummingbirdTesting
import Storage
import TestSupport
import Testing

@testable import Server

@Suite("Who creates projects")
struct ProjectCreatorsTests {
    private static func new(_ id: String) -> String {
        #"{"id":"\#(id)","host":"Github","namespace":"acme","name":"\#(id)"}"#
    }

    @Test("Administrators alone create projects, and let every account do so")
    func setting() async throws {
        try await ServerFixture.with { fixture async throws in
            #expect(try await fixture.get("settings", as: "ron")["projectCreators"]?.string == "admins")
            let refused = try await fixture.post("projects", Self.new("cart"))
            #expect(refused.status == 403)
            #expect(
                refused["detail"]?.string?.contains("Administrators can let every account create projects.") == true)
            #expect(try await fixture.patch("settings", #"{"projectCreators":"everyone"}"#).status == 403)
            #expect(try await fixture.patch("settings", #"{"projectCreators":"x"}"#, as: "root").status == 422)
            let changed = try await fixture.patch("settings", #"{"projectCreators":"everyone"}"#, as: "root")
            #expect(changed["projectCreators"]?.string == "everyone")
            #expect(try await fixture.post("projects", Self.new("cart")).status == 201)
            // Whoever created it is its admin; a narrowed token creates none, and neither does one without the scope.
            #expect(try await fixture.get("projects/cart/members")["items"]?.items.count == 1)
            #expect(try await fixture.get("projects/cart", as: "sue").status == 404)
            #expect(try await fixture.get("projects/cart/webhooks").status == 200)
            for token in ["mia-shop", "mia-upload", "bot-read"] {
                let narrow = try await fixture.post("projects", Self.new("other"), as: token)
                #expect(narrow.status == 403 && narrow["detail"]?.string?.contains("not limited to a project") == true)
            }
            #expect(try await fixture.post("projects", Self.new("robots"), as: "bot").status == 201)
            // An administrator has full access anyway.
            #expect(try await fixture.post("projects", Self.new("roots"), as: "root").status == 201)
            #expect(try await fixture.get("projects/roots/members", as: "root")["items"]?.items.count == 0)
            let reset = try await fixture.patch("settings", #"{"projectCreators":null}"#, as: "root")
            #expect(reset["projectCreators"]?.string == "admins")
            #expect(try await fixture.post("projects", Self.new("late")).status == 403)
        }
    }

    @Test("An account creates a limited number of projects a day, and cannot try which IDs are taken")
    func limit() async throws {
        try await ServerFixture.with { fixture async throws in
            try await fixture.store.setInstanceSettings(InstanceSettings(projectCreators: .everyone))
            for number in 1...ProjectGuard.maximumProjects {
                let id = number % 2 == 0 ? "shop" : "mine-\(number)"
                #expect(
                    try await fixture.post("projects", Self.new(id), as: "sue").status == (id == "shop" ? 409 : 201))
            }
            let refused = try await fixture.post("projects", Self.new("more"), as: "sue")
            #expect(refused.status == 429 && refused.headers[.retryAfter] == "86400")
            #expect(refused["detail"]?.string?.contains("24 hours") == true)
            #expect(try await fixture.post("projects", Self.new("more"), as: "mia").status == 201)
            #expect(try await fixture.post("projects", Self.new("admins"), as: "root").status == 201)
            fixture.time.advance(seconds: 86_400)
            #expect(try await fixture.post("projects", Self.new("tomorrow"), as: "sue").status == 201)
        }
    }

    @Test("A repeated request, and one with faults, do not count")
    func uncounted() async throws {
        try await ServerFixture.with { fixture async throws in
            try await fixture.store.setInstanceSettings(InstanceSettings(projectCreators: .everyone))
            for _ in 0...ProjectGuard.maximumProjects {
                #expect(try await fixture.post("projects", Self.new("cart"), key: "k").status == 201)
                #expect(try await fixture.post("projects", Self.new("-")).status == 422)
            }
            #expect(try await fixture.post("projects", Self.new("next")).status == 201)
        }
    }

    @Test("Pages offer creating a project to those who may, and say why to the others")
    func pages() async throws {
        try await ServerFixture.with { fixture in
            let fields = [("id", "cart"), ("host", "Github"), ("namespace", "acme"), ("name", "cart")]
            let sue = try await Visitor.signedIn(fixture.accounts.sue, in: fixture)
            let root = try await Visitor.signedIn(fixture.accounts.admin, in: fixture)
            #expect(try await !sue.get("/").text.contains("/projects/new"))
            let refused = try await sue.get("/projects/new")
            #expect(refused.status == 403 && refused.text.contains("only administrators can create projects"))
            let admin = try await root.get("/admin").text
            #expect(admin.contains("value=\"admins\" checked") && !admin.contains("value=\"everyone\" checked"))
            let everyone = [("projectCreators", "everyone")]
            #expect(try await sue.post("/admin/settings", everyone, from: "/").status == 403)
            #expect(try await root.post("/admin/settings", [("projectCreators", "x")], from: "/admin").status == 400)
            let saved = try await root.post("/admin/settings", everyone, from: "/admin")
            #expect(saved.location == "/admin?notice=instance-saved")
            #expect(try await root.get("/admin").text.contains("value=\"everyone\" checked"))
            let empty = try await sue.get("/").text
            #expect(
                empty.contains("href=\"/projects/new\"") && empty.contains("or ask a project&#39;s admin to add you"))
            #expect(try await !Visitor(fixture).get("/").text.contains("/projects/new"))
            #expect(try await Visitor(fixture).get("/projects/new").location == "/sign-in?to=/projects/new")
            #expect(try await sue.post("/projects/new", fields, from: "/projects/new").status == 303)
            #expect(try await sue.get("/cart/settings/members").text.contains("sue@example.com"))
        }
    }
}
