import Foundation
import Testing

@testable import BundleAnalysis

@Suite("Entry points of two builds")
struct EntryPointDiffTests {
    private typealias Sample = ComparisonSample

    @Test("Each number stands beside the baseline's")
    func numbers() throws {
        let current = Sample([
            Sample.file("main.2.js", ["src/a.js": 900]), Sample.file("main.css", ["src/a.css": 200]),
            Sample.file("later.js", ["src/l.js": 300], isInitial: false),
            Sample.file("later.css", ["src/l.css": 40], isInitial: false),
        ])
        let baseline = Sample([
            Sample.file("main.1.js", ["src/a.js": 800]), Sample.file("main.css", ["src/a.css": 200]),
        ])
        let entryPoint = try #require(try current.diff(against: baseline).entryPoints.first)
        func raw(_ sizes: Compared<AssetSize>) -> [Int?] { [sizes.current?.raw, sizes.baseline?.raw] }
        // Each file has 100 bytes of a runtime.
        #expect(raw(entryPoint.size) == [1_840, 1_200])
        #expect(raw(entryPoint.initialSize) == [1_300, 1_200])
        #expect(raw(entryPoint.initialJS) == [1_000, 900])
        #expect(raw(entryPoint.initialCSS) == [300, 300])
        #expect(raw(entryPoint.js) == [1_400, 900])
        #expect(raw(entryPoint.css) == [440, 300])
        #expect(entryPoint.assetCount == Compared(current: 4, baseline: 2))
        #expect(entryPoint.chunkCount == Compared(current: 4, baseline: 2))
        #expect(entryPoint.score == Compared(current: 90, baseline: 90))
        #expect(entryPoint.newFiles.names == ["main.2.js", "later.js", "later.css"])
        #expect(entryPoint.newFiles.size.raw == 1_540 && entryPoint.newFiles.count == 3)
        let result = EntryPointDiff.Audit.Result(score: 1, weight: 5, value: 0.5, findings: 2)
        #expect(
            entryPoint.audits == [
                .init(id: "unhealthy-libraries", result: Compared(current: result, baseline: result))
            ])
    }

    @Test("Entry points that were added and removed are told, without a baseline and without a current value")
    func addedAndRemoved() throws {
        let file = Sample.file("shared.js", ["src/a.js": 900])
        let current = Sample([("main", [file]), ("new", [file])])
        let baseline = Sample([("old", [file]), ("main", [file]), ("gone", [file])])
        let diff = try current.diff(against: baseline)
        #expect(diff.entryPoints.map(\.name) == ["main", "new", "old", "gone"])
        #expect(diff.addedEntryPoints == ["new"] && diff.removedEntryPoints == ["old", "gone"])
        #expect(diff.entryPoints[1].score == Compared(current: 90, baseline: nil))
        #expect(diff.entryPoints[1].newFiles == .init(size: .zero, count: 0, names: []))
        #expect(diff.entryPoints[1].change.change.raw == 1_000)
        #expect(diff.entryPoints[2].score == Compared(current: nil, baseline: 90))
        #expect(diff.entryPoints[2].change.change.raw == -1_000)
        #expect(diff.entryPoints[2].change.causes.map(\.state) == [.removed])
        // The build delivers the same file as before.
        #expect(diff.change.change == .zero)
    }

    @Test("The diff is JSON with null where a build has no value, equal bytes for equal builds, and can be read again")
    func json() throws {
        let current = Sample([("main", [Sample.file("a.js", ["src/a.js": 900, "node_modules/x/i.js": 7])])])
        let diff = try current.diff(against: Sample([("old", [Sample.file("a.js", ["src/a.js": 9])])]))
        let data = try diff.encoded()
        #expect(try current.diff(against: Sample([("old", [Sample.file("a.js", ["src/a.js": 9])])])).encoded() == data)
        #expect(try JSONDecoder().decode(BuildDiff.self, from: data) == diff)
        let json = String(decoding: data, as: UTF8.self)
        #expect(json.contains(#""score":{"baseline":null,"current":90}"#))
        #expect(json.contains(#""state":"added""#) && json.contains(#""rule":"name""#))
    }

    @Test("A list of many new files is cut, and their number is not")
    func manyFiles() throws {
        func files(_ version: Int) -> [Sample.File] {
            (0..<ComparisonLimits.names + 5).map { Sample.File(name: "\($0).\(version).png", rest: .zero) }
        }
        let new = try #require(try Sample(files(2)).diff(against: Sample(files(1))).entryPoints.first).newFiles
        #expect(new.names.count == ComparisonLimits.names && new.count == ComparisonLimits.names + 5)
    }
}
