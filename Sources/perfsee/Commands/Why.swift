import ArgumentParser
import BundleAnalysis
import Localization

/// `perfsee why`
struct Why: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Show which imports bring a module or package into a build.",
        discussion: """
            It shows the shortest chain of imports from each entry point: one without dynamic imports if there is any.

            EXAMPLES:
              perfsee why dist lodash
              perfsee why dist lodash@4.17.21
              perfsee why build.tar.gz src/table.ts
              perfsee why dist table.ts --json
            """)

    @Argument(
        help: ArgumentHelp(
            "A folder with a build's output, a tar, tar.gz, tar.zst or zip archive of one, or the stats file in one.",
            valueName: "build"))
    var build: String
    @Argument(
        help: ArgumentHelp(
            "The path of a module or the end of it, or the name of a package, which a version may follow (name@1.2.3).",
            valueName: "module-or-package"))
    var name: String
    @Flag(help: "Print the answer as JSON, with the chains from up to \(ImportLimits.chains) entry points.")
    var json = false

    func run() async throws {
        let outcome = try await BuildAnalysis.run(build)
        let answer = ImportAnswer(name, in: ImportChains(outcome.imports))
        if json {
            try JSONOutput.show(answer)
            guard answer.isFound else { throw ExitCode.failure }
            return
        }
        let lines = answer.lines.map { String(repeating: "  ", count: $0.level) + $0.text.en.plain }
        guard answer.isFound else { throw CommandFailure(lines.joined(separator: "\n")) }
        for line in lines { Terminal.print(line) }
    }
}
