import Foundation
import Testing

@testable import BundleAnalysis

@Suite("Searching a build")
struct BuildSearchTests {
    private typealias Sample = ComparisonSample

    private func search(_ text: String, _ sample: Sample) throws -> BuildSearch {
        BuildSearch(text, in: try TreemapBuild(report: sample.report(), content: sample.content()))
    }

    @Test("Files, packages and modules are found in any case, the largest first")
    func found() throws {
        let sample = Sample(
            [
                Sample.file("lodash-vendor.js", ["node_modules/lodash/i.js": 900, "node_modules/lodash/fp.js": 400]),
                Sample.file("main.js", ["src/useLodash.ts": 300, "node_modules/lodash/i.js": 100]),
            ], versions: ["node_modules/lodash": "4.17.21"])
        let found = try search("LODASH", sample)
        #expect(found.files.items.map(\.name) == ["lodash-vendor.js"] && found.files.total == 1)
        #expect(found.packages.items.map(\.name) == ["lodash"])
        #expect(found.packages.items.first?.size.raw == 1_400 && found.packages.items.first?.version == "4.17.21")
        let paths = ["node_modules/lodash/i.js", "node_modules/lodash/fp.js", "src/useLodash.ts"]
        #expect(found.modules.items.map(\.path) == paths)
        #expect(found.modules.items.first?.asset == "lodash-vendor.js" && found.modules.items.first?.otherAssets == 1)
        #expect(found.modules.items.first?.size.raw == 1_000)
    }

    @Test("What is listed is limited, and how much there is is told")
    func limited() throws {
        let modules = Dictionary(uniqueKeysWithValues: (0..<80).map { ("src/part-\($0).js", 10 + $0) })
        let found = try search("part-", Sample([Sample.file("main.js", modules)]))
        #expect(found.modules.items.count == BuildSearch.shown && found.modules.total == 80)
        #expect(found.modules.items.first?.path == "src/part-79.js")
        #expect(found.files.total == 0 && found.packages.total == 0)
    }

    @Test("Nothing is found where nothing is sought, and the project's own code is no package")
    func nothing() throws {
        let sample = Sample([Sample.file("main.js", ["src/a.js": 9])])
        #expect(try search("", sample).modules.total == 0)
        #expect(try search("source code", sample).packages.total == 0)
    }
}
