import Domain
import HTTPTypes
import Storage
import Testing

@testable import Server

@Suite("Members")
struct MemberTests {
    private static let path = "projects/shop/members"

    @Test("are listed with their roles and emails, a page at a time")
    func lists() async throws {
        try await House.with { house async throws in
            let all = try await house.get(Self.path)
            #expect(all.status == 200)
            #expect(all["items"]?.items.compactMap { $0["name"]?.string } == ["mia", "ron", "bot"])
            let mia = try #require(all["items"]?[0])
            #expect(mia["account"]?.int == Int(house.accounts.mia.id))
            #expect(mia["kind"] == .string("user") && mia["role"] == .string("admin"))
            #expect(mia["email"] == .string("mia@example.com"))
            #expect(all["items"]?[1]?["email"] == .null)
            let first = try await house.get("\(Self.path)?limit=1")
            let cursor = try #require(first["nextCursor"]?.string)
            let second = try await house.get("\(Self.path)?limit=1&cursor=\(cursor)")
            #expect(second["items"]?[0]?["name"] == .string("ron"))
            #expect(all["items"]?[2]?["kind"] == .string("application") && all["nextCursor"] == .null)
            #expect(try await house.get("\(Self.path)?role=read").faults == ["role"])
        }
    }

    @Test("are made with 201, changed with 200, and may from then on what their role says")
    func sets() async throws {
        try await House.with { house async throws in
            let sue = "\(Self.path)/\(house.accounts.sue.id)"
            #expect(try await house.get(sue).status == 404)
            let made = try await house.put(sue, #"{"role":"read"}"#)
            #expect(made.status == 201, "\(made.text)")
            #expect(made.headers[.location] == "/api/v1/\(sue)")
            #expect(try await house.get("projects/shop", as: "sue").status == 200)
            #expect(try await house.get(Self.path, as: "sue").status == 403)
            let changed = try await house.put(sue, #"{"role":"admin"}"#)
            #expect(changed.status == 200 && changed["role"] == .string("admin"))
            #expect(try await house.get(sue).bytes == changed.bytes)
            #expect(try await house.get(Self.path, as: "sue").status == 200)
            #expect(try await house.put(sue, #"{"role":"admin"}"#).status == 200)
        }
    }

    @Test("that are taken out know of the project no more; a second time is a 404")
    func ends() async throws {
        try await House.with { house async throws in
            let ron = "\(Self.path)/\(house.accounts.ron.id)"
            #expect(try await house.send(.delete, ron).status == 204)
            #expect(try await house.get("projects/shop", as: "ron").status == 404)
            #expect(try await house.send(.delete, ron).status == 404)
            #expect(try await house.get(ron).status == 404)
            #expect(try await house.send(.delete, "\(Self.path)/nobody").status == 404)
        }
    }

    @Test("are no accounts that were removed")
    func removed() async throws {
        try await House.with { house async throws in
            #expect(try await house.store.removeAccount(house.accounts.sue.id))
            let answer = try await house.put("\(Self.path)/\(house.accounts.sue.id)", #"{"role":"read"}"#)
            #expect(answer.status == 422 && answer.faults == ["account"])
        }
    }
}
