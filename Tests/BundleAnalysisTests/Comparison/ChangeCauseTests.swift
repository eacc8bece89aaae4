import Foundation
import Testing

@testable import BundleAnalysis

@Suite("Causes of a change")
struct ChangeCauseTests {
    private typealias Sample = ComparisonSample

    /// The causes and the rest are the whole change, to the byte.
    private func expectSum(_ account: ChangeAccount) {
        #expect(account.causes.reduce(account.other) { $0 + $1.change } == account.change)
    }

    private func check(_ diff: BuildDiff) {
        expectSum(diff.change)
        for entryPoint in diff.entryPoints {
            expectSum(entryPoint.change)
            expectSum(entryPoint.initialChange)
        }
    }

    private let modules = ["src/a.js": 900, "src/b.js": 600, "node_modules/x/i.js": 3_000]

    @Test("A build that only has other hashes in its names has not grown, and nothing has moved")
    func renamed() throws {
        let diff = try Sample([Sample.file("main.11111111.js", modules)])
            .diff(against: Sample([Sample.file("main.22222222.js", modules)]))
        #expect(diff.change == ChangeAccount(change: .zero, other: .zero))
        #expect(diff.entryPoints[0].newFiles.names == ["main.11111111.js"])
        #expect(diff.entryPoints[0].newFiles.size.raw == 4_600)
        check(diff)
    }

    @Test("Chunks that are split in another way: nothing has grown, and the modules have moved")
    func split() throws {
        let one = Sample([
            Sample.file("main.11111111.js", ["src/a.js": 900]),
            Sample.file("vendor.33333333.js", ["src/b.js": 600, "node_modules/x/i.js": 3_000]),
        ])
        let other = Sample([
            Sample.file("main.22222222.js", ["src/a.js": 900, "src/b.js": 600]),
            Sample.file("vendor.44444444.js", ["node_modules/x/i.js": 3_000]),
        ])
        let diff = try one.diff(against: other)
        #expect(diff.change.grown.modules == 0 && diff.change.shrunk.modules == 0)
        #expect(diff.change.moved.modules == 1)
        #expect(diff.change.moved.size == SizeChange(raw: 600, gzip: 200, brotli: 150))
        #expect(diff.change.causes.isEmpty && diff.change.change == .zero)
        // One file more costs a runtime more, and nothing else.
        let merged = try Sample([Sample.file("main.11111111.js", modules)]).diff(against: other)
        #expect(merged.change.grown.modules == 0 && merged.change.moved.size.raw == 3_000)
        #expect(merged.change.other == SizeChange(raw: -100, gzip: -60, brotli: -50))
        check(diff)
        check(merged)
    }

    @Test("A module that is loaded later now has moved in the build, and left the initial files")
    func later() throws {
        func sample(_ isInitial: Bool) -> Sample {
            Sample([
                Sample.file("main.js", ["src/a.js": 900]),
                Sample.file("page.js", ["node_modules/x/i.js": 3_000], isInitial: isInitial),
            ])
        }
        let diff = try sample(false).diff(against: sample(true))
        #expect(diff.change.change == .zero && diff.change.causes.isEmpty)
        let initial = diff.entryPoints[0].initialChange
        #expect(initial.change.raw == -3_100)
        #expect(initial.causes.map(\.name) == ["x"] && initial.causes[0].state == .removed)
        check(diff)
    }

    @Test("One module has grown: it is the cause, and the other modules' shares are none")
    func grown() throws {
        var file = Sample.file("main.js", modules)
        file.modules[1] = ("src/a.js", Size(raw: 1_000, gzip: 350, brotli: 260))
        // Its neighbor compresses better, but is the same.
        file.modules[2].size.gzip -= 7
        let diff = try Sample([file]).diff(against: Sample([Sample.file("main.js", modules)]))
        #expect(diff.change.change == SizeChange(raw: 100, gzip: 43, brotli: 35))
        #expect(diff.change.grown == .init(modules: 1, size: SizeChange(raw: 100, gzip: 50, brotli: 35)))
        #expect(diff.change.moved.modules == 0)
        let cause = try #require(diff.change.causes.first)
        #expect(diff.change.causes.count == 1)
        #expect(cause.kind == .module && cause.name == "src/a.js" && cause.state == .changed)
        #expect(diff.change.other == SizeChange(raw: 0, gzip: -7, brotli: 0))
        check(diff)
    }

    @Test("A new package has the import that brought it; a second copy has its path and version")
    func newPackages() throws {
        let before = ["src/a.js": 900, "node_modules/scheduler/i.js": 4_000]
        let copy = "node_modules/old/node_modules/scheduler"
        let after = before.merging(
            [
                "\(copy)/i.js": 3_990, "node_modules/moment/moment.js": 60_000, "node_modules/moment/locale/de.js": 900,
                "node_modules/lodash/lodash.js": 70_671, "src/table.ts": 50,
            ]
        ) { one, _ in one }
        let place = ImportPlace(module: "src/table.ts", specifier: "lodash", kind: .static, line: 3)
        let diff = try Sample(
            [Sample.file("main.js", after)],
            versions: ["node_modules/scheduler": "0.23.2", copy: "0.20.2", "node_modules/lodash": "4.17.21"]
        ).diff(
            against: Sample([Sample.file("main.js", before)], versions: ["node_modules/scheduler": "0.23.2"]),
            importPlace: { $0 == .package(path: "node_modules/lodash") ? place : nil })
        let causes = diff.change.causes
        #expect(causes.map(\.name) == ["lodash", "moment", "scheduler", "src/table.ts"])
        #expect(causes.map(\.change.raw) == [70_671, 60_900, 3_990, 50])
        #expect(causes.map(\.state) == [.added, .added, .added, .added])
        #expect(causes.map(\.importedBy) == [place, nil, nil, nil])
        #expect(causes.map(\.anotherCopy) == [nil, nil, true, nil])
        #expect(causes[2].path == copy && causes[2].version == "0.20.2" && causes[2].baselineVersion == nil)
        #expect(causes[0].version == "4.17.21")
        let entryPoint = diff.entryPoints[0]
        #expect(entryPoint.duplicateCount == Compared(current: 1, baseline: 0))
        #expect(entryPoint.packageCount == Compared(current: 5, baseline: 2))
        #expect(entryPoint.duplicates.map(\.name) == ["scheduler"])
        #expect(
            entryPoint.duplicates[0].copies.current?.map(\.path) == [
                "node_modules/old/node_modules/scheduler", "node_modules/scheduler",
            ])
        #expect(entryPoint.duplicates[0].copies.baseline == nil)
        check(diff)
    }

    @Test("A package whose version is in its path is the same package in another version")
    func storedVersions() throws {
        func sample(_ version: String, _ raw: Int) -> Sample {
            let path = "node_modules/.pnpm/react@\(version)/node_modules/react"
            return Sample([Sample.file("main.js", ["\(path)/index.js": raw])], versions: [path: version])
        }
        let diff = try sample("18.2.0", 7_000).diff(against: sample("17.0.2", 6_000))
        let causes = diff.change.causes
        #expect(causes.map(\.change.raw) == [1_000])
        #expect(causes[0].state == .changed && causes[0].version == "18.2.0" && causes[0].baselineVersion == "17.0.2")
        #expect(diff.entryPoints[0].packages.count == 1)
        check(diff)
    }

    @Test("A file without modules is a cause by itself; of more than ten causes the rest is other")
    func files() throws {
        let image = Sample.File(name: "hero.png", rest: Size(raw: 50_000, gzip: 49_000, brotli: 48_000))
        let new = Dictionary(uniqueKeysWithValues: (1...12).map { ("src/m\($0).js", $0 * 100) })
        let diff = try Sample([Sample.file("main.js", new), image])
            .diff(against: Sample([Sample.file("main.js", ["src/m1.js": 100])]))
        #expect(diff.change.causes.map(\.name) == ["hero.png"] + (4...12).reversed().map { "src/m\($0).js" })
        #expect(diff.change.causes[0].kind == .asset)
        #expect(diff.change.other.raw == 500)
        #expect(diff.change.grown.modules == 11)
        check(diff)
    }

    @Test("A module with several copies grows with each; equal causes have one order")
    func copies() throws {
        let diff = try Sample([
            Sample.file("a.js", ["src/x.js": 500, "src/b.js": 10]),
            Sample.file("b.js", ["src/x.js": 500, "src/a.js": 10]),
        ]).diff(against: Sample([Sample.file("a.js", ["src/x.js": 500]), Sample.file("b.js", ["src/y.js": 1])]))
        #expect(diff.change.causes.map(\.name) == ["src/x.js", "src/a.js", "src/b.js", "src/y.js"])
        #expect(diff.change.causes.map(\.change.raw) == [500, 10, 10, -1])
        #expect(diff.change.causes.map(\.state) == [.changed, .added, .added, .removed])
        check(diff)
    }

    @Test("Entry points beyond what is gone through have no causes, and say so")
    func limit() throws {
        let one = try Sample([Sample.file("main.js", modules)]).build()
        let other = try Sample([Sample.file("main.js", ["src/a.js": 1])]).build()
        var comparison = BuildComparison(one, other, visits: 3) { _ in nil }
        let diff = comparison.diff()
        #expect(diff.change.skipped == nil && diff.change.causes.count == 3)
        #expect(diff.entryPoints[0].change.skipped == true && diff.entryPoints[0].change.causes.isEmpty)
        #expect(diff.entryPoints[0].change.grown.modules == 0)
        check(diff)
    }

    @Test("A compressed size that is not known makes the change of it unknown, and the raw one adds up")
    func unknown() throws {
        var json = String(decoding: try Sample([Sample.file("main.js", modules)]).report(), as: UTF8.self)
        json = json.replacingOccurrences(of: #""brotli":1175,"#, with: "")
        let content = try Sample([Sample.file("main.js", modules)]).content()
        let one = try ComparedBuild(report: Data(json.utf8), content: content)
        let diff = BuildComparison.diff(one, against: try Sample([Sample.file("main.js", ["src/a.js": 1])]).build())
        #expect(diff.change.change.raw == 4_499)
        #expect(diff.change.change.brotli == nil && diff.change.other.brotli == nil)
        #expect(diff.change.causes.allSatisfy { $0.change.brotli != nil })
        check(diff)
    }
}
