import ArgumentParser
import BundleAnalysis
import Foundation
import Localization
import Reports

/// `perfsee analyze`
struct Analyze: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Analyze a build without a server.",
        discussion: """
            From a folder, it reads the files that `perfsee upload` would send.

            EXAMPLES:
              perfsee analyze dist
              perfsee analyze dist/stats.json
              perfsee analyze dist --baseline last-week.tar.gz
              perfsee analyze dist --baseline report.json
              perfsee analyze build.tar --json > report.json
              perfsee analyze dist --baseline main.tar.gz --markdown > comment.md
              perfsee analyze dist --baseline main.tar.gz --html report.html --sarif perfsee.sarif --summary
            """)

    @Argument(
        help: ArgumentHelp(
            "A folder with a build's output, a tar, tar.gz, tar.zst or zip archive of one, or the stats file in one.",
            valueName: "build"))
    var build: String
    @Option(
        help: ArgumentHelp(
            "A build to compare with, or its report, as --json prints it or the API returns it.",
            valueName: "build-or-report"))
    var baseline: String?
    @Flag(help: "Print the report as JSON, with what each asset consists of and, with --baseline, what changed.")
    var json = false
    @Flag(help: "Print the report as Markdown, for a comment on a pull request. One line if nothing changed.")
    var markdown = false
    @OptionGroup(title: "Files")
    var outputs: ReportOutputs

    func validate() throws {
        guard !json || !markdown else {
            throw ValidationError("Use --json or --markdown: standard output has only one of them.")
        }
    }

    func run() async throws {
        let environment = ProcessInfo.processInfo.environment
        try outputs.refuseForeseeable(environment)
        var before: BaselineBuild?
        if let baseline { before = try await BaselineBuild(at: baseline) }
        let outcome = try await BuildAnalysis.run(build, baseline: before?.report)
        let diff = before.map { Self.diff(of: outcome, from: $0.build) }
        let report = ChangeReport(outcome, diff: diff)
        try outputs.write(report, environment)
        if json {
            let document = AnalysisDocument(outcome, diff: diff, changeReport: ChangeReportDocument(report))
            let bytes = try document.encoded(LocalizedReportWording(.english))
            return Terminal.print(String(decoding: bytes, as: UTF8.self))
        }
        if markdown {
            let text = MarkdownReport(report).text()
            return Terminal.print(text.hasSuffix("\n") ? String(text.dropLast()) : text)
        }
        ReportText(report, warnings: outcome.warnings, auditWarnings: outcome.auditWarnings).show()
    }

    private static func diff(of outcome: AnalysisOutcome, from baseline: ComparedBuild) -> BuildDiff {
        let chains = ImportChains(outcome.imports)
        return BuildComparison.diff(ComparedBuild(outcome), against: baseline) { chains.place(of: $0) }
    }
}
