import Foundation
import ProgramSupport
import StoreSupport
import Testing

/// One visitor's path through the pages of a server of its own: a Python program that drives a browser,
/// `journeys/<name>.py`.
struct Journey {
    /// In seconds; far more than it takes, on a machine that is busy with other tests.
    private static let longestRun = 600

    let name: String

    init(_ name: String) {
        self.name = name
    }

    /// Fails with the program's traceback, the browser's console output, and the path of the screenshot.
    func run() async throws {
        let python = try await BrowserEnvironment.python()
        let fixture = try ProgramFixture()
        let server = try await fixture.start(longestRun: Self.longestRun)
        let environment = try await environment(of: fixture)
        let program = BrowserEnvironment.journeys.appending(path: "\(name).py").path
        let outcome = try await CommandLineProgram.onAnotherThread {
            try RunningProgram(
                ["-B", "-u", program], of: python, environment: environment, in: fixture.folder.url,
                longestRun: Self.longestRun
            ).outcome()
        }
        try await fixture.stop(server, by: SIGTERM)
        guard outcome.status != 0 else { return }
        Issue.record("\(name).py ended with \(outcome.status)\n\(outcome.errors)\n\(outcome.output)\n\(fixture.log)")
    }

    private func environment(of fixture: ProgramFixture) async throws -> [String: String] {
        [
            "HOME": fixture.folder.url.path,
            "PYTHONIOENCODING": "utf-8",
            "PERFSEE_TEST_STORE": TestedStore.isPostgres ? "postgres" : "sqlite",
            "PERFSEE_TEST_URL": fixture.url,
            "PERFSEE_TEST_TOKEN": fixture.token,
            "PERFSEE_TEST_DATABASE": try await fixture.database(),
            "PERFSEE_TEST_SIGN_IN_LINK": try fixture.signInLink(),
            "PERFSEE_TEST_PROGRAM": CommandLineProgram.path,
            "PERFSEE_TEST_FOLDER": fixture.folder.url.path,
            "PERFSEE_TEST_FAILURES": BrowserEnvironment.failures.path,
            "PERFSEE_TEST_PICTURES": BrowserEnvironment.pictures.path,
            "PERFSEE_TEST_ROOT": BrowserEnvironment.root.path,
        ]
    }
}
