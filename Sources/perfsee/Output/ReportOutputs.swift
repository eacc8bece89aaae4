import ArgumentParser
import BundleAnalysis
import Foundation
import Localization
import Reports

/// The files that a report is written to, besides what is printed.
struct ReportOutputs: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Write what --json prints to a file, which can be the --baseline of a later build.", valueName: "file"))
    var report: String?
    @Option(
        help: ArgumentHelp(
            "Write the report as a page to a file, with a treemap of each entry point.", valueName: "file"))
    var html: String?
    @Option(
        help: ArgumentHelp(
            "Write the budgets and audits as JUnit's XML to a file: each is a test case.", valueName: "file"))
    var junit: String?
    @Option(
        help: ArgumentHelp(
            "Write the findings as SARIF to a file, with the lines of the imports that brought them.",
            valueName: "file"))
    var sarif: String?
    @Option(
        help: ArgumentHelp(
            "Write `gl-code-quality-report.json` and `metrics.txt` for GitLab to a folder, and create it if needed.",
            valueName: "folder"))
    var gitlab: String?
    @Flag(help: "Append the report as Markdown to the file that GITHUB_STEP_SUMMARY names.")
    var summary = false

    /// GitHub's limit for the summary of a step, in bytes.
    static let summaryLimit = 1 << 20
    /// Less room than this is none.
    private static let leastSummary = 1_024

    func validate() throws {
        let files = [report, html, junit, sarif].compactMap { $0 }
        guard !files.contains("-") && gitlab != "-" else {
            throw ValidationError("Standard output takes the text, or what --json or --markdown prints. Name a file.")
        }
        guard Set(files.map { URL(filePath: $0).standardized.path }).count == files.count else {
            throw ValidationError("Name another file for each output.")
        }
    }

    /// Throws what would keep the outputs from being written, before an analysis that may take long.
    func refuseForeseeable(_ environment: [String: String]) throws {
        for path in [report, html, junit, sarif].compactMap({ $0 }) { try OutputFile(path: path).refuseForeseeable() }
        if summary { _ = try summaryRoom(try summaryFile(environment)) }
        if let gitlab {
            do {
                try FileManager.default.createDirectory(atPath: gitlab, withIntermediateDirectories: true)
            } catch {
                throw CommandFailure("The folder \(gitlab) can't be created: \(error.localizedDescription)")
            }
            for path in Self.gitlabFiles(gitlab) { try OutputFile(path: path).refuseForeseeable() }
        }
    }

    /// - Parameter treemaps: what only a page needs.
    func write(
        _ report: ChangeReport, _ document: AnalysisDocument, _ environment: [String: String],
        treemaps: () -> PackedTreemaps
    ) throws {
        if let file = self.report {
            let bytes = try document.encoded(LocalizedReportWording(.english))
            try OutputFile(path: file).write(Array(bytes) + Array("\n".utf8))
        }
        if let html { try OutputFile(path: html).write(Array(HTMLReport(report, treemaps: treemaps()).text.utf8)) }
        if let junit { try OutputFile(path: junit).write(Array(JUnitReport(report).text.utf8)) }
        if let sarif {
            try OutputFile(path: sarif).write(SARIFReport(report, version: ProgramVersion.text).bytes)
        }
        if let gitlab {
            let files = Self.gitlabFiles(gitlab)
            try OutputFile(path: files[0]).write(CodeQualityReport(report).bytes)
            try OutputFile(path: files[1]).write(Array(MetricsReport(report).text.utf8))
        }
        guard summary else { return }
        let file = try summaryFile(environment)
        let room = try summaryRoom(file)
        try file.append(Array((MarkdownReport(report).text(limit: min(MarkdownReport.limit, room)) + "\n").utf8))
    }

    private static func gitlabFiles(_ folder: String) -> [String] {
        ["gl-code-quality-report.json", "metrics.txt"].map { URL(filePath: folder).appending(path: $0).path }
    }

    private func summaryFile(_ environment: [String: String]) throws -> OutputFile {
        guard let path = environment["GITHUB_STEP_SUMMARY"], !path.isEmpty else {
            throw CommandFailure(
                "GITHUB_STEP_SUMMARY is not set. --summary works in a job of GitHub Actions; elsewhere, use --markdown."
            )
        }
        return OutputFile(path: path)
    }

    /// How many bytes the summary has room for.
    private func summaryRoom(_ file: OutputFile) throws -> Int {
        let room = Self.summaryLimit - file.size - 1
        guard room >= Self.leastSummary else {
            throw CommandFailure("The summary of this step is full: GitHub takes 1 MiB.")
        }
        return room
    }
}
