import Foundation
import ProgramSupport
import StoreSupport
import Testing

/// With an apt-get of the test's own, which fails as Debian's does while another one holds a lock.
@Suite("Installing what the tests need", .sameOnEveryStore)
struct AptScriptTests {
    private static let script = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "scripts/apt-get.sh").path

    /// - Parameters:
    ///   - failures: how often it fails before it succeeds.
    ///   - message: what it says then.
    private static func run(failures: Int, message: String) async throws -> (CommandLineProgram.Outcome, runs: Int) {
        let folder = try CommandLineFolder()
        let log = folder.path("runs")
        let programs = [
            (
                "apt-get",
                "echo \"$@\" >>\(log); [ $(wc -l <\(log)) -gt \(failures) ] || { echo '\(message)'; exit 100; }"
            ),
            ("sleep", ":"), ("sudo", "shift; exec \"$@\""),
        ]
        for (name, text) in programs {
            let file = try folder.write("#!/bin/sh\n\(text)\n", to: "bin/\(name)")
            try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: file)
        }
        let path = folder.path("bin") + ":" + (ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin")
        let outcome = try await CommandLineProgram.onAnotherThread {
            try RunningProgram([Self.script, "update", "-qq"], of: "/bin/sh", environment: ["PATH": path]).outcome()
        }
        let runs = try folder.text(of: "runs").split(separator: "\n")
        #expect(runs.allSatisfy { $0.hasPrefix("-o DPkg::Lock::Timeout=") && $0.hasSuffix(" update -qq") }, "\(runs)")
        return (outcome, runs.count)
    }

    @Test(
        "Another apt-get is waited for, whichever of its locks it holds",
        arguments: ["/var/lib/apt/lists/lock", "/var/cache/apt/archives/lock", "/var/lib/dpkg/lock-frontend"])
    func waits(_ lock: String) async throws {
        let message = "E: Could not get lock \(lock). It is held by process 1 (apt-get)"
        let (outcome, runs) = try await Self.run(failures: 3, message: message)
        #expect(outcome.status == 0 && runs == 4, "\(outcome)")
        #expect(outcome.errors == "Waiting for another apt-get to end ...\n")
        #expect(outcome.output.isEmpty)
    }

    @Test("Any other failure is reported at once")
    func fails() async throws {
        let (outcome, runs) = try await Self.run(failures: 1, message: "E: Unable to locate package nothing")
        #expect(outcome.status == 100 && runs == 1)
        #expect(outcome.output == "E: Unable to locate package nothing\n")
    }
}
