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

            If the build contains \(BudgetFile.name), it is checked against the budgets in that file. A budget on what \
            changed needs --baseline; one on a drift needs a server, which knows earlier builds.

            EXIT STATUS:
              0   every budget is kept, or there is none
              1   the build, the baseline or the budgets can't be read
              2   a budget is exceeded
              3   --require-baseline is set and there is no baseline

            EXAMPLES:
              perfsee analyze dist
              perfsee analyze dist/stats.json
              perfsee analyze dist --baseline last-week.tar.gz
              perfsee analyze dist --baseline report.json
              perfsee analyze build.tar --json > report.json
              perfsee analyze dist --baseline report.json --budgets perfsee-budgets.yaml
              perfsee analyze dist --baseline main.tar.gz --markdown > comment.md
              perfsee analyze dist --baseline main.tar.gz --html report.html --sarif perfsee.sarif --summary
              perfsee analyze dist --report report.json
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
    @Option(
        help: ArgumentHelp(
            "The file with the build's budgets, in YAML or JSON. Default: \(BudgetFile.name) in the build.",
            valueName: "file"))
    var budgets: String?
    @Flag(help: "Exit with status 3 if there is no baseline: no --baseline, or no such file.")
    var requireBaseline = false
    @Flag(
        help: """
            Print the report as JSON, with what each asset consists of, with what changed if there is a baseline, and \
            with what the budgets say.
            """)
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
        let given = try budgets.map(BudgetSource.file)
        let before = try await baselineBuild()
        let outcome = try await BuildAnalysis.run(build, baseline: before?.report)
        let diff = before.map { Self.diff(of: outcome, from: $0.build) }
        let file = try given ?? BudgetSource.build(outcome)
        let checked = file.map {
            BudgetCheck.outcome(of: $0.budgets, for: ComparedBuild(outcome), baseline: before?.build)
        }
        let report = ChangeReport(outcome, diff: diff, budgets: checked?.results ?? [])
        let document = AnalysisDocument(
            outcome, diff: diff, budgets: checked, changeReport: ChangeReportDocument(report))
        try outputs.write(report, document, environment) {
            PackedTreemaps(of: report, in: TreemapBuild(outcome), against: before?.treemap)
        }
        try show(report, document, outcome, checked)
        if checked?.isExceeded == true { throw Self.budgetExceeded }
        if requireBaseline, before == nil {
            Terminal.warn("There is no baseline, which --require-baseline asks for.")
            throw Self.baselineMissing
        }
    }

    private func show(
        _ report: ChangeReport, _ document: AnalysisDocument, _ outcome: AnalysisOutcome, _ checked: BudgetOutcome?
    ) throws {
        if json {
            let bytes = try document.encoded(LocalizedReportWording(.english))
            Terminal.print(String(decoding: bytes, as: UTF8.self))
        } else if markdown {
            let text = MarkdownReport(report).text()
            Terminal.print(text.hasSuffix("\n") ? String(text.dropLast()) : text)
        } else {
            let hasHint = outputs.html == nil
            ReportText(
                report, budgets: checked, warnings: outcome.warnings, auditWarnings: outcome.auditWarnings,
                hasHint: hasHint
            ).show()
        }
    }

    static let budgetExceeded = ExitCode(2)
    private static let baselineMissing = ExitCode(3)

    /// Nil if there is none; with `--require-baseline`, a file that does not exist is none.
    private func baselineBuild() async throws -> BaselineBuild? {
        guard let baseline else { return nil }
        guard !requireBaseline || FileManager.default.fileExists(atPath: baseline) else { return nil }
        return try await BaselineBuild(at: baseline)
    }

    private static func diff(of outcome: AnalysisOutcome, from baseline: ComparedBuild) -> BuildDiff {
        let chains = ImportChains(outcome.imports)
        return BuildComparison.diff(ComparedBuild(outcome), against: baseline) { chains.place(of: $0) }
    }
}
