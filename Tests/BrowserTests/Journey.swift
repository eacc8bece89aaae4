import Foundation
import ProgramSupport
import Testing

/// One visitor's way through the pages of a server that is this journey's alone: a Python program that drives a
/// browser, `journeys/<name>.py`.
struct Journey {
    /// In seconds; far more than it takes, on a machine that is busy with other tests.
    private static let longestRun = 300

    let name: String

    init(_ name: String) {
        self.name = name
    }

    /// Fails with the program's traceback, what the browser's console said, and where the picture of the page is.
    func run() async throws {
        let python = try await BrowserEnvironment.python()
        let bed = try ServerBed()
        let server = try await bed.start(longestRun: Self.longestRun)
        let environment = try await environment(of: bed)
        let program = BrowserEnvironment.journeys.appending(path: "\(name).py").path
        let outcome = try await CommandLineProgram.onAnotherThread {
            try RunningProgram(
                ["-B", "-u", program], of: python, environment: environment, in: bed.folder.url,
                longestRun: Self.longestRun
            ).outcome()
        }
        try await bed.stop(server, by: SIGTERM)
        guard outcome.status != 0 else { return }
        Issue.record("\(name).py ended with \(outcome.status)\n\(outcome.errors)\n\(outcome.output)\n\(bed.log)")
    }

    private func environment(of bed: ServerBed) async throws -> [String: String] {
        [
            "HOME": bed.folder.url.path,
            "PYTHONIOENCODING": "utf-8",
            "PERFSEE_TEST_URL": bed.url,
            "PERFSEE_TEST_TOKEN": bed.token,
            "PERFSEE_TEST_DATABASE": try await bed.database(),
            "PERFSEE_TEST_SIGN_IN_LINK": try bed.signInLink(),
            "PERFSEE_TEST_PROGRAM": CommandLineProgram.path,
            "PERFSEE_TEST_FOLDER": bed.folder.url.path,
            "PERFSEE_TEST_FAILURES": BrowserEnvironment.failures.path,
            "PERFSEE_TEST_PICTURES": BrowserEnvironment.pictures.path,
            "PERFSEE_TEST_ROOT": BrowserEnvironment.root.path,
        ]
    }
}
