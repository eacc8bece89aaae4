import Foundation
import TestSupport
import Testing

@testable import BundleAnalysis

@Suite("The file of budgets in a build")
struct BudgetsInBuildTests {
    private static let text = "budgets:\n  - {on: size, max: 1 kB}\n"
    private static let metafile = """
        {"inputs":{"src/main.js":{"bytes":9,"imports":[]}},"outputs":{"main.js":{"bytes":9,"imports":[],"exports":[],\
        "entryPoint":"src/main.js","inputs":{"src/main.js":{"bytesInOutput":9}}}}}
        """

    @Test("It is read and not counted, with stats and without", arguments: [true, false])
    func notCounted(hasStats: Bool) async throws {
        let files =
            [("main.js", "let a = 1;"), (BudgetFile.name, Self.text)] + (hasStats ? [("meta.json", Self.metafile)] : [])
        let outcome = try await analyze(archive: TarSample.archive(files))
        #expect(outcome.report.assets.map(\.name) == ["main.js"])
        #expect(outcome.size.raw == 10)
        #expect(outcome.budgets.map { String(decoding: $0, as: UTF8.self) } == Self.text)
        #expect(try await analyze(archive: TarSample.archive([("main.js", "let a = 1;")])).budgets == nil)
    }

    @Test("Of several, the one nearest to the root counts; a larger one is not read to its end")
    func nearest() async throws {
        let large = String(repeating: "#", count: BudgetLimits.fileBytes + 9)
        let outcome = try await analyze(
            archive: TarSample.archive([
                ("dist/a/\(BudgetFile.name)", Self.text), ("dist/main.js", "let a = 1;"),
                ("dist/\(BudgetFile.name)", large),
            ]))
        #expect(outcome.budgets?.count == BudgetLimits.fileBytes + 1)
        #expect(outcome.report.assets.map(\.name) == ["dist/main.js"])
    }

    @Test("Of a folder it goes with the build, whether stats name it or not; alone it is no build")
    func folder() throws {
        for stats in [nil, Self.metafile] {
            let folder = try TemporaryFolder()
            for path in ["main.js", BudgetFile.name, "deep/\(BudgetFile.name)", "notes.yaml"] {
                try folder.write("dist/\(path)", Array("let a = 1;".utf8))
            }
            if let stats { try folder.write("dist/meta.json", Array(stats.utf8)) }
            let selection = try Self.selection(folder)
            #expect(
                selection.files.map(\.path) == ["main.js"] + (stats == nil ? [] : ["meta.json"]) + [BudgetFile.name])
            #expect(selection.leftOut.files == ["deep/\(BudgetFile.name)", "notes.yaml"])
        }
        let folder = try TemporaryFolder()
        try folder.write("dist/\(BudgetFile.name)", Array(Self.text.utf8))
        #expect(try Self.selection(folder).files.isEmpty)
    }

    private static func selection(_ folder: TemporaryFolder) throws -> BuildSelection {
        let work = try PrivateFolder(in: folder.url.appendingPathComponent("work"))
        defer { work.remove() }
        var warnings = AnalysisWarnings()
        let walk = try FolderWalk(folder.url.appendingPathComponent("dist"), limits: .standard, stage: .packing)
        return try BuildSelection(walk, stage: .packing, limits: .standard, folder: work, warnings: &warnings)
    }
}
