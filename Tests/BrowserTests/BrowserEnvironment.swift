import Foundation
import ProgramSupport

/// What drives the browsers, created by `scripts/browser-environment.sh` on first use.
enum BrowserEnvironment {
    static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()
    static let journeys = root.appending(path: "Tests/BrowserTests/journeys")
    /// Where screenshots of failed pages are saved.
    static let failures = root.appending(path: ".build/browser-failures")

    /// Where the documentation's pictures belong, which are taken only on request.
    static let pictures = root.appending(path: "docs/images")
    static let takesPictures = ProcessInfo.processInfo.environment["PERFSEE_PICTURES"] == "1"

    static let isWanted = ProcessInfo.processInfo.environment["PERFSEE_SKIP_BROWSER"] != "1"

    struct Lacking: Error, CustomStringConvertible {
        let description: String
    }

    /// The path of the Python with playwright.
    static func python() async throws -> String {
        try await CommandLineProgram.onAnotherThread { try made.get() }
    }

    /// Downloads take a while, once.
    private static let longestInstallation = 600

    private static let made = Result<String, any Error> {
        let script = root.appending(path: "scripts/browser-environment.sh").path
        let home = ProcessInfo.processInfo.environment.filter { $0.key == "HOME" || $0.key.hasSuffix("_proxy") }
        let outcome = try RunningProgram([], of: script, environment: home, longestRun: longestInstallation).outcome()
        guard outcome.status == 0 else { throw Lacking(description: outcome.output + outcome.errors) }
        return root.appending(path: ".build/browser-venv/bin/python").path
    }
}
