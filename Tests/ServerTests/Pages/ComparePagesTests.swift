import Domain
import HTTPTypes
import Storage
import Testing

@testable import Server

@Suite("Comparing any two artifacts")
struct ComparePagesTests {
    private static func with(
        _ body: @escaping @Sendable (_ ron: Visitor, ServerFixture) async throws -> Void
    ) async throws {
        try await ServerFixture.with { fixture in
            try await fixture.analyzedBuild(1, bytes: 1_000)
            try await fixture.analyzedBuild(2, bytes: 1_500)
            try await fixture.analyzedBuild(3, bytes: 1_200)
            try await body(try await Visitor.signedIn(fixture.accounts.ron, in: fixture), fixture)
        }
    }

    @Test("The first is the base of the second, whichever is older")
    func order() async throws {
        try await Self.with { ron, _ in
            let page = try await ron.get("/shop/compare/1...3").text
            #expect(page.contains("<title>Compare #1 with #3") && page.contains("+200 B initial JavaScript"))
            #expect(page.contains("href=\"/shop/compare/3...1\""))
            let back = try await ron.get("/shop/compare/3...1").text
            #expect(back.contains("-200 B initial JavaScript in <code>main</code>"))
            #expect(try await ron.get("/shop/compare/2...2").text.contains("No change in size or score"))
        }
    }

    @Test("It has the sections of an artifact's page, and treemap and why of the same two")
    func sections() async throws {
        try await Self.with { ron, _ in
            let page = try await ron.get("/shop/compare/1...3").text
            for id in ["verdict", "causes", "entries", "assets", "packages"] { #expect(page.contains("id=\"\(id)\"")) }
            #expect(page.contains("/shop/artifacts/3/treemap?entry=main&amp;against=1"))
            #expect(page.contains("/shop/artifacts/3/why?module=node_modules/lodash&amp;against=1"))
            let why = try await ron.get("/shop/artifacts/3/why?module=lodash&against=1").text
            #expect(why.contains("href=\"/shop/artifacts/1/why?module=lodash\">Why is it in main #1?</a>"))
            #expect(try await ron.get("/shop/artifacts/3/treemap?entry=main&against=1").text.contains("+200 B"))
            let own = try await ron.get("/shop/compare/2...3").text
            #expect(own.contains("/shop/artifacts/3/treemap?entry=main\""))
        }
    }

    @Test("A form on the artifact's page offers the last ones of its name, and leads to the comparison")
    func form() async throws {
        try await Self.with { ron, _ in
            let page = try await ron.get("/shop/artifacts/3").text
            #expect(page.contains("action=\"/shop/compare\"") && page.contains("name=\"head\" value=\"3\""))
            #expect(page.contains("<option value=\"2\">") && page.contains("<option value=\"1\">"))
            #expect(!page.contains("<option value=\"3\">"))
            #expect(try await ron.get("/shop/compare?head=3&base=1").location == "/shop/compare/1...3")
            let ask = try await ron.get("/shop/compare?head=3&base=x")
            #expect(ask.status == 200 && ask.text.contains("name=\"head\" value=\"3\""))
        }
    }

    @Test("An artifact that is not there, failed or is being analyzed is named, and another can be chosen")
    func refused() async throws {
        try await Self.with { ron, fixture in
            let missing = try await ron.get("/shop/compare/1...99")
            #expect(missing.status == 404 && missing.text.contains("Artifact #99 does not exist in this project."))
            #expect(missing.text.contains("name=\"head\" value=\"99\"") && missing.text.contains("main #1"))
            _ = try await fixture.send(.post, ServerFixture.upload, bytes: [1])
            let pending = try await ron.get("/shop/compare/4...1")
            #expect(pending.status == 404 && pending.text.contains("Artifact #4 is still being analyzed."))
            try await fixture.endAnalysis(
                .failed(reason: RecordedMessage(english: "Broken."), duration: .milliseconds(5)))
            let failed = try await ron.get("/shop/compare/4...1").text
            #expect(failed.contains("Artifact #4 has no report: its analysis failed."))
            for odd in ["1..3", "1....3", "x...3", "1...", "0...3", "1...3...2", "-1...3"] {
                #expect(try await ron.get("/shop/compare/\(odd)").status == 404, "\(odd)")
            }
        }
    }

    @Test("Builds of different names are compared, and the page says so")
    func names() async throws {
        try await Self.with { ron, fixture in
            try await fixture.analyzedBuild(
                4, bytes: 900, upload: ServerFixture.upload.replacing("artifactName=main", with: "artifactName=admin"))
            let page = try await ron.get("/shop/compare/3...4").text
            #expect(page.contains("They are builds of different names: <code>main</code> and <code>admin</code>."))
            #expect(page.contains("-300 B"))
            #expect(try await !ron.get("/shop/compare/1...3").text.contains("different names"))
        }
    }

    @Test("A comparison whose files are gone says so, and shows no report")
    func gone() async throws {
        try await Self.with { ron, fixture in
            try await fixture.blobs.delete("reports/1")
            let page = try await ron.get("/shop/compare/1...3")
            #expect(page.status == 200 && page.text.contains("report is no longer stored"))
            #expect(!page.text.contains("id=\"verdict\"") && !page.text.contains("id=\"entries\""))
        }
    }

    @Test("Only those who may read the project see it")
    func access() async throws {
        try await Self.with { _, fixture in
            let sue = try await Visitor.signedIn(fixture.accounts.sue, in: fixture)
            #expect(try await sue.get("/shop/compare/1...3").status == 404)
            #expect(try await sue.get("/shop/compare?base=1&head=3").status == 404)
        }
    }
}
