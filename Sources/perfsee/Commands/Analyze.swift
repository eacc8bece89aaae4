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
              perfsee analyze build.tar --json > report.json
            """)

    @Argument(
        help: ArgumentHelp(
            "A folder with a build's output, a tar, tar.gz, tar.zst or zip archive of one, or the stats file in one.",
            valueName: "build"))
    var build: String
    @Option(help: ArgumentHelp("A build to compare with.", valueName: "archive"))
    var baseline: String?
    @Flag(help: "Print the report as JSON, with what each asset consists of.")
    var json = false

    func run() async throws {
        let outcome = try await BuildAnalysis.run(build)
        let before = try await Self.analyzed(baseline)
        if json {
            let document = try AnalysisDocument(outcome).encoded(LocalizedReportWording(.english))
            return Terminal.print(String(decoding: document, as: UTF8.self))
        }
        ReportText(outcome, baseline: before).show()
    }

    private static func analyzed(_ path: String?) async throws -> AnalysisOutcome? {
        guard let path else { return nil }
        return try await BuildAnalysis.run(path)
    }
}
