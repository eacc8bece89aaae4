import Domain
import Foundation
import HTTPTypes
import Testing

@testable import Server

@Suite("The access matrix")
struct AccessMatrixTests {
    private static let document = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "docs/access.md")

    @Test("It has a row for every route, and no other rows")
    func isComplete() async throws {
        try await ServerFixture.with { fixture async throws in
            let api = AccessRoute.api(of: fixture.server).map(\.name)
            let pages = AccessRoute.pages(of: fixture.server).map(\.name)
            let howTo = "Add its row to AccessRows.swift, then write docs/access.md anew with `make access`."
            for name in api { #expect(AccessRows.api.filter { $0.0 == name }.count == 1, "\(name): \(howTo)") }
            for name in pages { #expect(AccessRows.pages.filter { $0.0 == name }.count == 1, "\(name): \(howTo)") }
            #expect(Set(AccessRows.api.map(\.0)).subtracting(api).isEmpty)
            #expect(Set(AccessRows.pages.map(\.0)).subtracting(pages).isEmpty)
        }
    }

    /// Refused callers come first: their requests must not change anything.
    @Test("It holds for the API: each route admits and refuses the callers that its row says")
    func api() async throws {
        try await AccessScene.with { scene async throws in
            let rules = Dictionary(AccessRows.api) { first, _ in first }
            let routes = AccessRoute.api(of: scene.fixture.server)
            let before = try await scene.fixture.everything()
            for isLetIn in [false, true] {
                for route in routes {
                    guard let verdicts = rules[route.name]?.verdicts else { continue }
                    for caller in APICaller.allCases where (verdicts[caller] == .allowed) == isLetIn {
                        let verdict = try await scene.verdict(on: route, of: caller, doomed: isLetIn)
                        #expect(verdict == verdicts[caller], "\(route.name) as \(caller.rawValue)")
                    }
                }
                if !isLetIn { #expect(try await scene.fixture.everything() == before) }
            }
        }
    }

    @Test("It holds for the pages: each admits and refuses the visitors that its row says")
    func pages() async throws {
        try await AccessScene.with { scene async throws in
            let rules = Dictionary(AccessRows.pages) { first, _ in first }
            let routes = AccessRoute.pages(of: scene.fixture.server)
            let before = try await scene.fixture.everything()
            for isLetIn in [false, true] {
                for route in routes {
                    guard let verdicts = rules[route.name]?.verdicts else { continue }
                    for caller in PageCaller.allCases where (verdicts[caller] == .allowed) == isLetIn {
                        let verdict = try await scene.verdict(on: route, of: caller)
                        #expect(verdict == verdicts[caller], "\(route.name) as \(caller.rawValue)")
                    }
                }
                if !isLetIn { #expect(try await scene.fixture.everything() == before) }
            }
        }
    }

    @Test("It is what docs/access.md says")
    func isPrinted() async throws {
        try await ServerFixture.with { fixture async throws in
            let text = AccessDocument.text(AccessRoute.api(of: fixture.server), AccessRoute.pages(of: fixture.server))
            if ProcessInfo.processInfo.environment["PERFSEE_ACCESS"] == "1" {
                try Data(text.utf8).write(to: Self.document)
            }
            let printed = try? String(contentsOf: Self.document, encoding: .utf8)
            #expect(text == printed, "docs/access.md is not what the routes say: write it anew with `make access`.")
        }
    }

    @Test("An invalid token is refused on every route, by HEAD as well")
    func badTokens() async throws {
        try await AccessScene.with { scene async throws in
            let rules = Dictionary(AccessRows.api) { first, _ in first }
            for route in AccessRoute.api(of: scene.fixture.server) where rules[route.name] != .open {
                for token in ["unknown", "", "two words", "mia,mia"] {
                    let reply = try await scene.send(route, at: route.path(scene.things), as: token)
                    #expect(reply.status == 401, "\(route.name) \(token)")
                }
                guard route.method == .get else { continue }
                let head = try await scene.send(route, at: route.path(scene.things), as: nil, .head)
                #expect(head.status == 401, "HEAD \(route.name)")
            }
        }
    }

    @Test("No token opens a page")
    func tokensOnPages() async throws {
        try await AccessScene.with { scene async throws in
            let rules = Dictionary(AccessRows.pages) { first, _ in first }
            for route in AccessRoute.pages(of: scene.fixture.server) where route.method == .get {
                let reply = try await scene.ask(.get, route.path(scene.things), [.authorization: "Bearer root"])
                let isSentAway = reply.status == 303 && reply.location?.hasPrefix("/sign-in?to=") == true
                #expect(isSentAway == (rules[route.name]?.verdicts[.nobody] == .signIn), "\(route.name)")
            }
        }
    }

    @Test("No form does anything without its key, not even for an instance admin")
    func forgedForms() async throws {
        try await AccessScene.with { scene async throws in
            let before = try await scene.fixture.everything()
            let cookie = try await scene.cookie(of: scene.fixture.accounts.admin)
            for route in AccessRoute.pages(of: scene.fixture.server) where route.method == .post {
                let reply = try await scene.visit(route, at: route.path(scene.things), cookie, keyed: false)
                #expect(reply.status == 403, "\(route.name)")
            }
            #expect(try await scene.fixture.everything() == before)
        }
    }

    @Test("A project's resources cannot be reached through another project, even by its admin")
    func throughAnother() async throws {
        try await AccessScene.with { scene async throws in
            var things = scene.things
            things.project = "other"
            let before = try await scene.fixture.everything()
            let cookie = try await scene.cookie(of: scene.fixture.accounts.sue)
            let server = scene.fixture.server
            for route in AccessRoute.api(of: server) + AccessRoute.pages(of: server)
            where route.template.contains("{project}/")
                && (route.template.contains("{id}") || route.template.contains("{account}"))
            {
                let reply =
                    route.isAPI
                    ? try await scene.send(route, at: route.path(things), as: "sue")
                    : try await scene.visit(route, at: route.path(things), cookie, fields: "confirm=1&role=admin")
                let isFound = route.method == .get ? reply.status != 404 : ![404, 400].contains(reply.status)
                #expect(!isFound, "\(route.name): \(reply.status)")
            }
            #expect(try await scene.fixture.everything() == before)
        }
    }

    @Test("A path that only accepts forms redirects to the page above, and no further")
    func waysBack() async throws {
        try await AccessScene.with { scene async throws in
            let server = scene.fixture.server.pages
            for route in FormRedirect.routes(beside: server.pages).map(AccessRoute.init) {
                let path = route.path(scene.things)
                let reply = try await scene.ask(.get, path, [:])
                #expect(reply.status == 303 && path.hasPrefix(reply.location ?? "-"), "\(route.name)")
            }
        }
    }
}
