import Domain
import HTTPTypes
import Storage
import Testing

@testable import Server

@Suite("Comparing artifacts")
struct ComparisonTests {
    private static let one = "projects/shop/artifacts/2"

    @Test("An artifact is compared with the one that is named, or else with its baseline")
    func compared() async throws {
        try await ServerFixture.with { fixture in
            try await fixture.analyzedBuild(1, bytes: 1_000)
            try await fixture.analyzedBuild(2, bytes: 1_500)
            let named = try await fixture.get("\(Self.one)/diff?against=1", as: "ron")
            #expect(named.status == 200, "\(named.text)")
            #expect(named["change"]?["change"]?["raw"]?.int == 500)
            #expect(named["size"]?["current"]?["raw"]?.int == 1_500 && named["size"]?["baseline"]?["raw"]?.int == 1_000)
            #expect(named["assets"]?.items.count == 1)
            let baseline = try await fixture.get(Self.one)["baselineId"]?.int
            #expect(baseline == 1)
            #expect(try await fixture.get("\(Self.one)/diff").text == named.text)
            let back = try await fixture.get("projects/shop/artifacts/1/diff?against=2")
            #expect(back["change"]?["change"]?["raw"]?.int == -500)
        }
    }

    @Test("What cannot be compared is refused with the reason")
    func refused() async throws {
        try await ServerFixture.with { fixture in
            try await fixture.analyzedBuild(1, bytes: 1_000)
            let first = "projects/shop/artifacts/1"
            let alone = try await fixture.get("\(first)/diff")
            #expect(alone.status == 404 && alone.detail.hasPrefix("The artifact has no baseline."))
            #expect(try await fixture.get("\(first)/diff?against=9").status == 404)
            let wrong = try await fixture.get("\(first)/diff?against=x")
            #expect(wrong.status == 422 && wrong.faults == ["against"])
            _ = try await fixture.send(.post, ServerFixture.upload, bytes: [1])
            let pending = try await fixture.get("\(first)/diff?against=2")
            #expect(pending.status == 404 && pending.detail.contains("Pending"))
            try await fixture.blobs.delete("contents/1")
            let gone = try await fixture.get("\(first)/diff?against=1")
            #expect(gone.status == 404 && gone.detail == "The artifact's content is no longer stored.")
            try await fixture.blobs.write("contents/1", bytes: Array("{".utf8))
            let damaged = try await fixture.get("\(first)/diff?against=1")
            #expect(damaged.status == 409 && damaged.detail.contains("can't be read"))
        }
    }

    @Test("Why a module is in a build is only known if the analysis stored its imports")
    func importsNotStored() async throws {
        try await ServerFixture.with { fixture in
            try await fixture.analyzedBuild(1, bytes: 1_000, storesImports: false)
            let first = "projects/shop/artifacts/1"
            let answer = try await fixture.get("\(first)/why?module=lodash", as: "ron")
            #expect(answer.status == 404 && answer.detail.contains("did not store its imports"))
            let unnamed = try await fixture.get("\(first)/why")
            #expect(unnamed.status == 422 && unnamed.faults == ["module"])
        }
    }

    @Test("The chain of imports to a package is told, and causes of a change have the import that brought them")
    func imports() async throws {
        try await ServerFixture.with { fixture in
            try await fixture.analyzedBuild(1, bytes: 1_000)
            let answer = try await fixture.get("projects/shop/artifacts/1/why?module=lodash", as: "ron")
            #expect(answer.status == 200 && answer["status"]?.string == "found", "\(answer.text)")
            let chain = answer["chains"]?.items.first
            #expect(chain?["entry"]?.string == "main")
            #expect(chain?["imports"]?.items.first?["module"]?.string == "src/app.js")
            #expect(chain?["imports"]?.items.first?["line"]?.int == 3)
            let unknown = try await fixture.get("projects/shop/artifacts/1/why?module=lodahs")
            #expect(unknown.status == 200 && unknown["status"]?.string == "notFound")
            #expect(unknown["similar"]?.items.first?.string == "lodash")
        }
    }

    @Test("Asking for a module that is called like a report does not take the place of a diff")
    func questions() async throws {
        try await ServerFixture.with { fixture in
            try await fixture.analyzedBuild(1, bytes: 1_000)
            try await fixture.analyzedBuild(2, bytes: 1_500)
            let module = try await fixture.get("\(Self.one)/why?module=reports/1", as: "ron")
            #expect(module["status"]?.string == "notFound")
            let diff = try await fixture.get("\(Self.one)/diff?against=1")
            #expect(diff["change"]?["change"]?["raw"]?.int == 500)
        }
    }

    @Test("An artifact's page shows what changed, and packages")
    func page() async throws {
        try await ServerFixture.with { fixture in
            try await fixture.analyzedBuild(1, bytes: 1_000)
            try await fixture.analyzedBuild(2, bytes: 1_500)
            let visitor = try await Visitor.signedIn(fixture.accounts.ron, in: fixture)
            let page = try await visitor.get("/shop/artifacts/2").text
            #expect(page.contains("What changed") && page.contains("+500 B") && page.contains("lodash"))
        }
    }
}

extension ServerFixture {
    /// An artifact of `shop` on `main` whose only file is lodash.
    func analyzedBuild(
        _ number: Int, bytes: Int, storesImports: Bool = true, upload: String = Self.upload
    ) async throws {
        _ = try await send(.post, upload, bytes: [1])
        let size = #"{"raw":\#(bytes),"gzip":\#(bytes / 2),"brotli":\#(bytes / 3)}"#
        let report = #"""
            {"score":90,"chunks":[{"ref":1,"entry":true,"async":false,"assetRefs":[1]}],
             "packages":[{"ref":1,"name":"lodash","path":"node_modules/lodash","version":"4.17.21"}],
             "assets":[{"ref":1,"name":"main.js","path":"main.js","type":"js","size":\#(size),
                        "packageRefs":[{"ref":1,"size":\#(size)}],"moduleRefs":[]}],
             "entryPoints":[{"name":"main","size":\#(size),"initialSize":\#(size),"score":90,"assetRefs":[1],
                             "chunkRefs":[1],"initialChunkRefs":[1],"audits":[],
                             "packageAppendixes":[{"ref":1,"size":\#(size)}]}]}
            """#
        let content = #"""
            [{"name":"main.js","value":\#(bytes),"gzip":\#(bytes / 2),"brotli":\#(bytes / 3),"children":[
              {"name":"node_modules/lodash","value":\#(bytes),"gzip":\#(bytes / 2),"brotli":\#(bytes / 3),"children":[
                {"name":"lodash.js","value":\#(bytes),"gzip":\#(bytes / 2),"brotli":\#(bytes / 3),"packageRef":1}]}]}]
            """#
        try await blobs.write("reports/\(number)", bytes: Array(report.utf8))
        try await blobs.write("contents/\(number)", bytes: Array(content.utf8))
        var result = Artifact.Result.of(version: 3)
        (result.reportKey, result.contentKey) = ("reports/\(number)", "contents/\(number)")
        if storesImports {
            try await blobs.write("imports/\(number)", bytes: Array(Self.imports.utf8))
            result.importsKey = "imports/\(number)"
        }
        try await endAnalysis(.passed(result, duration: .milliseconds(5)))
    }

    /// `src/app.js` imports lodash in its third line.
    private static let imports = #"""
        {"version":[1],"entries":["main"],"entryModules":[[0]],
         "packages":["lodash","node_modules/lodash","4.17.21"],
         "modules":["src/app.js","node_modules/lodash/lodash.js"],"packageOf":[0,1],"counts":[1,0],"targets":[1],
         "dynamic":[],"specifiers":["lodash"],"specifierOf":[1],"lines":[3],"columns":[0],"cut":[0]}
        """#
}
