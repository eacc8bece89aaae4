import ArgumentParser
import BundleAnalysis
import Foundation
import Localization

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

    func run() async throws {
        var before: BaselineBuild?
        if let baseline { before = try await BaselineBuild(at: baseline) }
        let outcome = try await BuildAnalysis.run(build, baseline: before?.report)
        let diff = before.map { Self.diff(of: outcome, from: $0.build) }
        if json {
            let document = try AnalysisDocument(outcome, diff: diff).encoded(LocalizedReportWording(.english))
            return Terminal.print(String(decoding: document, as: UTF8.self))
        }
        ReportText(outcome, diff: diff).show()
    }

    private static func diff(of outcome: AnalysisOutcome, from baseline: ComparedBuild) -> BuildDiff {
        let chains = ImportChains(outcome.imports)
        return BuildComparison.diff(ComparedBuild(outcome), against: baseline) { chains.place(of: $0) }
    }
}
