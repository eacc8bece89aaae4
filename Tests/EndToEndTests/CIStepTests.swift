import Foundation
import PerfseeSDK
import PostgresSupport
import ProgramSupport
import Signing
import Testing

@testable import perfsee

@Suite("The shell step for CI")
struct CIStepTests {
    private static let budget = "budgets:\n  - on: size\n    max: 1 kB\n"
    /// Git takes this for a branch, a careless script for commands.
    private static let branch = "it's-$(touch${IFS}x)-`touch${IFS}y`;\"z\"|id"
    private static let reports = [
        "report.json", "report.html", "junit.xml", "perfsee.sarif", "gl-code-quality-report.json", "metrics.txt",
    ]

    /// A server on this machine with one file, while `body` runs. Python inherits the signals that a test's threads block:
    /// it ends by SIGKILL alone.
    private func serving(
        _ file: String, _ body: (_ url: String) async throws -> Void
    ) async throws {
        let folder = try CommandLineFolder()
        try FileManager.default.createSymbolicLink(atPath: folder.path("perfsee"), withDestinationPath: file)
        let server = try RunningProgram(
            ["python3", "-u", "-m", "http.server", "0", "--bind", "127.0.0.1", "--directory", folder.url.path],
            of: "/usr/bin/env", log: FileHandle(forWritingAtPath: "/dev/null"))
        let line = try await CommandLineProgram.onAnotherThread { server.line(with: "Serving HTTP") }
        let port = try #require(line?.firstMatch(of: /port (\d+)/)?.1)
        do {
            try await body("http://127.0.0.1:\(port)/perfsee")
            server.signal(SIGKILL)
        } catch {
            server.signal(SIGKILL)
            throw error
        }
        _ = try await CommandLineProgram.onAnotherThread { server.wait() }
    }

    private func sha256(of file: String) throws -> String {
        Hex.encode(SHA256Digest.of(Array(try Data(contentsOf: URL(filePath: file)))))
    }

    @Test("Without a server it analyzes the build, writes every report and the step's summary")
    func analyzes() async throws {
        let job = try CIJob()
        let summary = try job.folder.write("", to: "summary.md")
        let outcome = try await job.run(["GITHUB_STEP_SUMMARY": summary, "PERFSEE_URL": "", "PERFSEE_TOKEN": ""])
        #expect(outcome.status == 0, "\(outcome)")
        #expect(outcome.output.hasPrefix("31 B in 1 entry point") && outcome.errors.isEmpty, "\(outcome)")
        for name in Self.reports { #expect(job.has("perfsee-report/\(name)"), "\(name)") }
        #expect(try job.folder.text(of: "summary.md").hasPrefix("**31 B in 1 entry point"))
    }

    @Test("The report of one build is the baseline of the next, and a missing one is told and no error")
    func baseline() async throws {
        let job = try CIJob()
        let first = try await job.run(["PERFSEE_BASELINE": "main/report.json"])
        #expect(first.status == 0 && first.errors.contains("main/report.json does not exist yet"), "\(first)")
        try FileManager.default.moveItem(atPath: job.folder.path("perfsee-report"), toPath: job.folder.path("main"))
        try job.build(lodash: 6_700)
        let second = try await job.run(["PERFSEE_BASELINE": "main/report.json"])
        #expect(second.status == 0 && second.output.hasPrefix("+6.7 kB initial JavaScript in `main`"), "\(second)")
        let none = try await job.run(["PERFSEE_REQUIRE_BASELINE": "true"])
        #expect(none.status == 3 && none.errors.contains("PERFSEE_REQUIRE_BASELINE is true"), "\(none)")
    }

    @Test("An exceeded budget fails the job with 2 and in plain words, or is only told")
    func exceeded() async throws {
        let job = try CIJob()
        try job.build(lodash: 6_700)
        let budgets = try job.folder.write(Self.budget, to: "budgets.yaml")
        let failed = try await job.run(["PERFSEE_BUDGETS": budgets, "GITHUB_ACTIONS": "true"])
        #expect(failed.status == 2, "\(failed)")
        #expect(failed.errors.hasPrefix("perfsee-step: A budget is exceeded: the table above says which"), "\(failed)")
        #expect(failed.output.contains("::error title=Perfsee::A budget is exceeded"))
        #expect(Self.reports.allSatisfy { job.has("perfsee-report/\($0)") })
        let told = try await job.run(["PERFSEE_BUDGETS": budgets, "PERFSEE_FAIL": "false"])
        #expect(told.status == 0 && told.errors.contains("The job goes on because PERFSEE_FAIL is false."), "\(told)")
        let unreadable = try await job.run(["PERFSEE_BUDGETS": "nowhere.yaml"])
        #expect(unreadable.status == 1 && unreadable.errors.contains("perfsee exited with status 1"), "\(unreadable)")
    }

    @Test("With a project it uploads the build to the server")
    func uploads() async throws {
        let fixture = try ProgramFixture()
        let server = try await fixture.start()
        _ = try await fixture.client().createProject(
            NewProject(id: "shop", host: "Github", namespace: "acme", name: "shop"))
        let job = try CIJob()
        let outcome = try await job.run([
            "PERFSEE_URL": fixture.url, "PERFSEE_TOKEN": fixture.token, "PERFSEE_PROJECT": "shop", "CI": "true",
            "GITHUB_ACTIONS": "true", "GITHUB_REPOSITORY": "acme/shop", "GITHUB_REF_NAME": Self.branch,
            "GITHUB_REF": "refs/heads/\(Self.branch)", "GITHUB_REF_TYPE": "branch",
            "GITHUB_SHA": String(repeating: "a", count: 40), "GITHUB_SERVER_URL": "https://github.com",
        ])
        #expect(outcome.status == 0, "\(outcome)")
        #expect(outcome.output.contains("Uploaded as artifact 1"))
        let listed = try await CommandLineProgram.run(
            "artifacts", "shop", "--json", environment: ["PERFSEE_URL": fixture.url, "PERFSEE_TOKEN": fixture.token])
        let branches = try AnyJSON(listed.output)["items"]?.items.map { $0["branch"]?.text }
        #expect(branches == [Self.branch], "\(listed)")
        #expect(!job.has("x") && !job.has("y"))
        let forked = try await job.run(["PERFSEE_PROJECT": "shop", "PERFSEE_TOKEN": ""])
        #expect(forked.status == 64 && forked.errors.contains("PERFSEE_TOKEN is not"), "\(forked)")
        try await fixture.stop(server, by: SIGTERM)
    }

    @Test("Names with spaces, quotes and commands in them are names")
    func hostile() async throws {
        let job = try CIJob()
        let name = "-it's \"$(touch x)\" `touch y`;touch z"
        try job.build(lodash: 9, in: name)
        let baseline = try job.folder.write(try job.folder.text(of: "dist/main.js"), to: "\(name) before/main.js")
        _ = try job.folder.write(try job.folder.text(of: "dist/meta.json"), to: "\(name) before/meta.json")
        let outcome = try await job.run([
            "PERFSEE_BUILD": name, "PERFSEE_BASELINE": URL(filePath: baseline).deletingLastPathComponent().path,
            "PERFSEE_REPORTS": "\(name) reports", "PERFSEE_NAME": name,
        ])
        #expect(outcome.status == 0 && outcome.output.hasPrefix("+9 B initial JavaScript"), "\(outcome)")
        #expect(job.has("\(name) reports/report.html"))
        for made in ["x", "y", "z"] { #expect(!job.has(made), "\(made)") }
    }

    @Test("What a build's names say is no command to GitHub")
    func commands() async throws {
        let outcome = try await CIJob().run(["GITHUB_ACTIONS": "true"])
        let lines = outcome.output.split(separator: "\n")
        let token = try #require(lines.first?.wholeMatch(of: /::stop-commands::(perfsee-\w{8,})/)?.1)
        #expect(lines.last == "::\(token)::" && lines.count > 3, "\(outcome)")
    }

    @Test("The program is downloaded, checked against its checksum and version, and then run")
    func downloads() async throws {
        let sha256 = try sha256(of: CommandLineProgram.path)
        try await serving(CommandLineProgram.path) { url in
            let job = try CIJob()
            let pin = [
                "PERFSEE_DOWNLOAD": url, "PERFSEE_SHA256": sha256.uppercased(), "PERFSEE_VERSION": ProgramVersion.text,
            ]
            let outcome = try await job.run(pin, path: CIJob.systemPath)
            #expect(outcome.status == 0 && outcome.output.hasPrefix("31 B in 1 entry point"), "\(outcome)")
            let other = try await job.run(pin.merging(["PERFSEE_VERSION": "9.9.9"]) { $1 }, path: CIJob.systemPath)
            #expect(other.status == 65 && other.errors.contains("not 9.9.9 as PERFSEE_VERSION says"), "\(other)")
        }
    }

    @Test("A download with another checksum is not run")
    func forged() async throws {
        let job = try CIJob()
        let forged = try job.folder.write("#!/bin/sh\ntouch ran\n", to: "forged")
        try await serving(forged) { url in
            let pin = ["PERFSEE_DOWNLOAD": url, "PERFSEE_VERSION": ProgramVersion.text]
            let wrong = try await job.run(
                pin.merging(["PERFSEE_SHA256": String(repeating: "0", count: 64)]) { $1 }, path: CIJob.systemPath)
            #expect(wrong.status == 65 && wrong.errors.contains("Nothing of it was run."), "\(wrong)")
            for pinned in ["", "abc", String(repeating: "x", count: 64)] {
                let outcome = try await job.run(pin.merging(["PERFSEE_SHA256": pinned]) { $1 }, path: CIJob.systemPath)
                #expect(outcome.status == 64, "\(outcome)")
            }
            #expect(!job.has("ran") && !job.has("perfsee-report"))
        }
    }

    @Test("Without a network, or without the program, it says what to do")
    func unreachable() async throws {
        let job = try CIJob()
        let port = try FreePort.find()
        let pin = [
            "PERFSEE_DOWNLOAD": "http://127.0.0.1:\(port)/perfsee", "PERFSEE_VERSION": ProgramVersion.text,
            "PERFSEE_SHA256": String(repeating: "0", count: 64),
        ]
        let outcome = try await job.run(pin, path: CIJob.systemPath)
        #expect(outcome.status == 69 && outcome.errors.contains("The program could not be downloaded."), "\(outcome)")
        let missing = try await job.run(path: CIJob.systemPath)
        #expect(missing.status == 64 && missing.errors.contains("perfsee is not installed."), "\(missing)")
        let wrong = try await job.run(["PERFSEE_FAIL": "yes"])
        #expect(wrong.status == 64 && wrong.errors.contains("PERFSEE_FAIL must be true or false."), "\(wrong)")
    }
}
