import Foundation
import ProgramSupport
import StoreSupport
import Testing

/// The programs that read reports, in an environment that a script makes.
enum ReportReaders {
    private static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()
    static let areThere = FileManager.default.fileExists(
        atPath: root.appending(path: ".build/reports-venv/installed").path)

    static func read(_ folder: String) async throws -> CommandLineProgram.Outcome {
        let python = root.appending(path: ".build/reports-venv/bin/python").path
        let script = root.appending(path: "scripts/read-reports").path
        return try await CommandLineProgram.onAnotherThread {
            try RunningProgram([script, folder], of: python).outcome()
        }
    }
}

/// Reports read by other people's readers: PyPI's junitparser and jsonschema, and the Prometheus project's parser.
@Suite(
    "Reports, as other programs read them", .sameOnEveryStore,
    .enabled(if: ReportReaders.areThere, "scripts/reports-environment.sh has not made .build/reports-venv"))
struct ReportReaderTests {
    @Test("Every report is valid, and has the numbers that the JSON has", arguments: [0, 70_123])
    func valid(lodash: Int) async throws {
        let job = try CIJob()
        try job.build(lodash: lodash)
        let budgets = "budgets:\n  - {name: All, on: size, max: 10 kB}\n"
        _ = try job.folder.write(budgets, to: "dist/perfsee-budgets.yaml")
        let outcome = try await job.run()
        #expect(outcome.status == (lodash > 0 ? 2 : 0), "\(outcome)")
        let found = try await ReportReaders.read(job.folder.path("perfsee-report"))
        #expect(found.status == 0 && found.errors.isEmpty, "\(found.errors)")
        let read = try AnyJSON(found.output)
        let report = try AnyJSON(try job.folder.text(of: "perfsee-report/report.json"))
        let raw = report["changeReport"]?["size"]?["current"]?["raw"]?.integer
        #expect(read["junit"]?["properties"]?["size.raw"]?.text == raw.map(String.init))
        #expect(read["metrics"]?["perfsee_size_bytes{\"coding\": \"raw\"}"]?.integer == raw)
        #expect(read["junit"]?["properties"]?["verdict"] == report["changeReport"]?["verdict"]?["text"])
        let audits = report["changeReport"]?["audits"]?.items.filter { $0["rating"]?.text == "bad" }.count ?? 0
        #expect(read["junit"]?["failures"]?.integer == audits + (lodash > 0 ? 1 : 0))
        #expect(read["codeQuality"]?["findings"] == read["sarif"]?["results"])
    }

    @Test("A report that is not valid is told")
    func invalid() async throws {
        let job = try CIJob()
        #expect(try await job.run().status == 0)
        _ = try job.folder.write("<testsuites", to: "perfsee-report/junit.xml")
        _ = try job.folder.write("perfsee_size_bytes 1\n", to: "perfsee-report/metrics.txt")
        let found = try await ReportReaders.read(job.folder.path("perfsee-report"))
        #expect(found.status == 1 && found.errors.split(separator: "\n").count == 2, "\(found)")
    }
}
