import Foundation
import Localization
import Testing

@testable import BundleAnalysis

@Suite("Texts of a diff")
struct DiffTextTests {
    private func cause(_ name: String, _ raw: Int, _ state: ChangeCause.State = .added) -> ChangeCause {
        ChangeCause(
            kind: .package, name: name, path: "node_modules/\(name)", state: state,
            change: SizeChange(raw: raw, gzip: raw / 3, brotli: raw / 4))
    }

    /// An entry point of which only what is shown is told.
    private func entryPoint(_ scripts: (Int, Int), _ account: ChangeAccount) throws -> EntryPointDiff {
        func json(_ raw: Int) -> String { #"{"raw":\#(raw),"gzip":1,"brotli":1}"# }
        func report(_ raw: Int) -> Data {
            Data(
                """
                {"entryPoints": [{"name": "main", "size": \(json(raw)), "initialSize": \(json(raw)), "assetRefs": [1],
                  "initialChunkRefs": [1]}], "chunks": [{"ref": 1, "assetRefs": [1]}],
                 "assets": [{"ref": 1, "name": "a.js", "type": "js", "size": \(json(raw))}]}
                """.utf8)
        }
        let diff = BuildComparison.diff(
            try ComparedBuild(report: report(scripts.1), content: nil),
            against: try ComparedBuild(report: report(scripts.0), content: nil))
        var entryPoint = try #require(diff.entryPoints.first)
        entryPoint.initialChange = account
        entryPoint.change = account
        return entryPoint
    }

    @Test("The largest cause stands beside the entry point, with the import that brought it; the others are below")
    func causes() throws {
        var lodash = cause("lodash", 70_100)
        lodash.importedBy = ImportPlace(module: "src/table.ts", specifier: "lodash", kind: .static, line: 3)
        var copy = cause("scheduler", 4_000)
        (copy.anotherCopy, copy.version) = (true, "0.20.2")
        var react = cause("react", -900, .changed)
        (react.version, react.baselineVersion) = ("18.2.0", "17.0.2")
        let account = ChangeAccount(
            change: SizeChange(raw: 6_700, gzip: 1, brotli: 1), causes: [lodash, copy, react],
            other: SizeChange(raw: -66_500, gzip: 1, brotli: 1))
        let lines = try entryPoint((10_000, 16_700), account).lines
        #expect(
            lines.map(\.en) == [
                "main +6.7 kB initial JavaScript: lodash +70.1 kB, imported by src/table.ts:3",
                "  scheduler 0.20.2 +4 kB, another copy in node_modules/scheduler",
                "  react 17.0.2 → 18.2.0 -900 B", "  other -66.5 kB",
            ])
        #expect(
            lines.map(\.zh) == [
                "main 初始 JavaScript +6.7 kB：lodash +70.1 kB，由 src/table.ts:3 导入",
                "  scheduler 0.20.2 +4 kB，另一份副本位于 node_modules/scheduler",
                "  react 17.0.2 → 18.2.0 -900 B", "  其他 -66.5 kB",
            ])
    }

    @Test("What has only moved has not grown")
    func moved() throws {
        var account = ChangeAccount(change: .zero, other: .zero)
        account.moved.modules = 12
        let lines = try entryPoint((10_000, 10_000), account).lines
        #expect(lines.map(\.en) == ["main ±0 B initial size: 0 grew, 12 moved"])
        #expect(lines.map(\.zh) == ["main 初始大小 ±0 B：0 个模块增大，12 个模块移动"])
    }

    @Test("A removed package has the version that it had; faults of stored files have a text")
    func others() {
        var removed = cause("moment", -60_000, .removed)
        removed.baselineVersion = "2.29.4"
        #expect(removed.text.en == "moment 2.29.4 -60 kB")
        for fault in [StoredBuildFault.invalidReport, .invalidContent] { expectText(of: fault) }
    }
}
