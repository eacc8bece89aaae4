import Foundation
import Testing

@testable import BundleAnalysis

@Suite("The data of a treemap")
struct TreemapDocumentTests {
    private typealias Sample = ComparisonSample

    private func document(
        _ sample: Sample, _ part: TreemapDocument.Part = .first, against baseline: Sample? = nil
    ) throws -> TreemapDocument {
        func build(_ sample: Sample) throws -> TreemapBuild {
            try TreemapBuild(report: sample.report(), content: sample.content())
        }
        return try #require(
            TreemapDocument(of: part, in: build(sample), against: baseline.map { try build($0) }))
    }

    /// The paths as a reader puts them together, with the state of each.
    private func rows(_ document: TreemapDocument) -> [String: TreemapDocument.State] {
        var (found, row) = ([String: TreemapDocument.State](), 0)
        for asset in document.assets {
            var parts: [String] = []
            for _ in 0..<asset.rows {
                parts =
                    Array(parts.prefix(document.shared[row]))
                    + document.rest[row].split(separator: "/", omittingEmptySubsequences: false).map(String.init)
                found["\(asset.name): \(parts.joined(separator: "/"))"] = document.before?.state[row] ?? .same
                row += 1
            }
        }
        return found
    }

    @Test("The rows of an asset sum to its size, whatever is measured")
    func sums() throws {
        let file = Sample.file("main.js", ["src/a.js": 900, "src/b/c.js": 300, "node_modules/lodash/lodash.js": 1_200])
        let document = try document(Sample([file, Sample.file("admin.js", ["src/a.js": 600])]), .asset("main.js"))
        #expect(document.asset == "main.js" && document.entryPoint == nil && document.assets.map(\.name) == ["main.js"])
        #expect(document.raw.reduce(0, +) == file.size.raw)
        #expect(document.gzip.reduce(0, +) == file.size.gzip)
        #expect(document.brotli.reduce(0, +) == file.size.brotli)
        #expect(document.before == nil && document.removed == nil)
    }

    @Test("Paths are whole again once they are put together, and rows name their packages")
    func paths() throws {
        let document = try document(
            Sample([Sample.file("main.js", ["src/a.js": 9, "src/b/c.js": 3, "node_modules/lodash/lodash.js": 12])]))
        #expect(
            Set(rows(document).keys) == [
                "main.js: (runtime)", "main.js: node_modules/lodash/lodash.js", "main.js: src/a.js",
                "main.js: src/b/c.js",
            ])
        #expect(document.shared == [0, 0, 0, 1])
        #expect(document.rest.last == "b/c.js")
        let owns = document.package.map { $0 < 0 ? nil : document.packages[$0].own }
        #expect(owns == [nil, false, true, true])
        #expect(document.packages.first?.name == "lodash")
    }

    @Test("A file of which only the size is known is one row, sent as it is where its compressed size is not known")
    func whole() throws {
        let image = Sample.File(name: "logo.png", rest: Size(raw: 500, gzip: 480, brotli: 470))
        let document = try document(Sample([Sample.file("main.js", ["src/a.js": 9]), image]), .entryPoint("main"))
        #expect(rows(document).keys.contains("logo.png: "))
        #expect(document.assets.last?.type == .image && document.raw.last == 500)
    }

    @Test("Against a baseline it says what has grown, shrunk, moved and is new, and what was removed")
    func states() throws {
        let before = Sample([
            Sample.file(
                "main.js",
                ["src/a.js": 100, "src/b.js": 100, "src/c.js": 100, "src/gone.js": 70, "node_modules/x/x.js": 50]),
            Sample.file("admin.js", ["src/admin.js": 10]),
        ])
        let after = Sample([
            Sample.file("main.js", ["src/a.js": 150, "src/b.js": 60, "src/c.js": 100, "src/new.js": 40]),
            Sample.file("admin.js", ["src/admin.js": 10, "node_modules/x/x.js": 50]),
        ])
        let document = try document(after, against: before)
        let states = rows(document)
        #expect(states["main.js: src/a.js"] == .grown && states["main.js: src/b.js"] == .shrunk)
        #expect(states["main.js: src/c.js"] == .same && states["main.js: src/new.js"] == .new)
        #expect(states["admin.js: node_modules/x/x.js"] == .moved && states["main.js: (runtime)"] == .same)
        let removed = try #require(document.removed)
        #expect(removed.path == ["main.js/src/gone.js", "main.js/node_modules/x/x.js"])
        #expect(removed.moved == [0, 1] && removed.raw == [70, 50] && removed.more == 0)
        let one = try self.document(after, .asset("main.js"), against: before)
        #expect(one.removed?.path == ["src/gone.js", "node_modules/x/x.js"])
    }

    @Test("A build compared with itself has nothing but what is the same")
    func unchanged() throws {
        let sample = Sample([Sample.file("main.js", ["src/a.js": 9, "node_modules/lodash/lodash.js": 12])])
        let document = try document(sample, against: sample)
        #expect(document.before?.state.allSatisfy { $0 == .same } == true && document.removed?.path.isEmpty == true)
    }

    @Test("There is none of an entry point or a file that the build does not have")
    func unknown() throws {
        let sample = Sample([Sample.file("main.js", ["src/a.js": 9])])
        let build = try TreemapBuild(report: sample.report(), content: sample.content())
        #expect(TreemapDocument(of: .entryPoint("mian"), in: build, against: nil) == nil)
        #expect(TreemapDocument(of: .asset("main.css"), in: build, against: nil) == nil)
        #expect(TreemapDocument(of: .asset("main.js"), in: build, against: nil) != nil)
    }

    @Test("Beyond the limit, the smallest modules of an asset are one row, and the sum stays")
    func limit() throws {
        var modules: [String: Int] = [:]
        for number in 0..<(TreemapLimits.rows + 10) { modules["src/\(number).js"] = 10 + number % 7 }
        let file = Sample.file("main.js", modules)
        let document = try document(Sample([file]))
        #expect(document.raw.count <= TreemapLimits.rows + 2)
        #expect(document.rest.contains(TreemapLimits.others))
        #expect(document.raw.reduce(0, +) == file.size.raw)
    }
}
