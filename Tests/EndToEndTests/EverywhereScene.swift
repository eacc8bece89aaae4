import Foundation
import ProgramSupport
import Testing

/// A build and its baseline, analyzed by the command line in every format, and uploaded to a server.
final class EverywhereScene: Sendable {
    static let reports = "reports"
    private static let commits = (before: String(repeating: "1", count: 40), after: String(repeating: "2", count: 40))

    let fixture: ProgramFixture
    let folder: CommandLineFolder
    private let server: RunningProgram
    /// What `perfsee analyze` printed: as text, as Markdown, and as JSON.
    let text, markdown: String
    let json: AnyJSON

    init() async throws {
        fixture = try ProgramFixture()
        let folder = try CommandLineFolder()
        self.folder = folder
        server = try await fixture.start()
        try Self.build("before", lodash: 0, in: folder)
        try Self.build("after", lodash: 70_123, in: folder)
        let reports = folder.path(Self.reports)
        try FileManager.default.createDirectory(atPath: reports, withIntermediateDirectories: true)
        func analyze(_ arguments: [String]) async throws -> String {
            let all = ["analyze", folder.path("after"), "--baseline", folder.path("before")] + arguments
            let outcome = try await CommandLineProgram.onAnotherThread { try RunningProgram(all).outcome() }
            try #require(outcome.status == 2 && outcome.errors.isEmpty, "\(outcome)")
            return outcome.output
        }
        text = try await analyze([
            "--html", "\(reports)/report.html", "--junit", "\(reports)/junit.xml", "--sarif",
            "\(reports)/perfsee.sarif",
            "--gitlab", reports, "--report", "\(reports)/report.json",
        ])
        markdown = try await analyze(["--markdown"])
        json = try AnyJSON(try await analyze(["--json"]))
        let project = #"{"id":"shop","host":"Unknown","namespace":"acme","name":"shop","isPublic":true}"#
        _ = try await fetch("/api/v1/projects", ["-X", "POST", "-H", "Content-Type: application/json", "-d", project])
        try await upload("before", Self.commits.before)
        try await upload("after", Self.commits.after, "--base-commit", Self.commits.before)
    }

    deinit { server.signal(SIGKILL) }

    func report(_ name: String) throws -> String { try folder.text(of: "\(Self.reports)/\(name)") }

    /// The answer of the server; fails if it is an error.
    func fetch(_ path: String, _ arguments: [String] = []) async throws -> String {
        let all = ["curl", "-sS", "--fail-with-body", "-H", "Authorization: Bearer \(fixture.token)"] + arguments
        let words = all + [fixture.url + path]
        let outcome = try await CommandLineProgram.onAnotherThread {
            try RunningProgram(words, of: "/usr/bin/env").outcome()
        }
        try #require(outcome.status == 0, "\(path): \(outcome)")
        return outcome.output
    }

    private func upload(_ name: String, _ commit: String, _ arguments: String...) async throws {
        let all = ["upload", folder.path(name), "--project", "shop", "--branch", "main", "--commit", commit, "--wait"]
        let variables = ["PERFSEE_URL": fixture.url, "PERFSEE_TOKEN": fixture.token]
        let words = all + arguments
        let outcome = try await CommandLineProgram.onAnotherThread {
            try RunningProgram(words, environment: variables).outcome()
        }
        // A server that judges budgets itself tells of them by the same status.
        try #require([0, 2].contains(outcome.status), "\(outcome)")
    }

    /// As esbuild tells it: two entry points, one package in two copies, and lodash if it has any bytes.
    private static func build(_ name: String, lodash: Int, in folder: CommandLineFolder) throws {
        let modules = [
            ("src/main.js", 20_017), ("src/table.js", 3_011), ("node_modules/react/index.js", 8_101),
            ("node_modules/old/node_modules/react/index.js", 5_209), ("node_modules/lodash/lodash.js", lodash),
        ].filter { $0.1 > 0 }
        let imports = [
            "src/main.js": ["src/table.js", "node_modules/react/index.js"],
            "src/table.js": ["node_modules/old/node_modules/react/index.js"]
                + (lodash > 0 ? ["node_modules/lodash/lodash.js"] : []),
        ]
        func input(_ module: (String, Int)) -> String {
            let list = (imports[module.0] ?? []).map { #"{"path":"\#($0)","kind":"import-statement"}"# }
            return #""\#(module.0)":{"bytes":\#(module.1),"imports":[\#(list.joined(separator: ","))]}"#
        }
        func output(_ file: String, _ entry: String, _ own: [(String, Int)]) throws -> String {
            // Text that does not compress to nothing.
            var text = ""
            for number in 0..<own.reduce(0, { $0 + $1.1 }) {
                text.unicodeScalars.append(Unicode.Scalar(UInt8(97 + number * number % 23 + number / 4_096 % 3)))
            }
            _ = try folder.write(text, to: "\(name)/\(file)")
            let parts = own.map { #""\#($0.0)":{"bytesInOutput":\#($0.1)}"# }.joined(separator: ",")
            return """
                "dist/\(file)":{"bytes":\(text.utf8.count),"imports":[],"exports":[],"entryPoint":"\(entry)",\
                "inputs":{\(parts)}}
                """
        }
        let admin = ("src/admin.js", 2_003)
        let outputs = [
            try output("main.js", "src/main.js", modules), try output("admin.js", "src/admin.js", [admin]),
        ]
        let inputs = (modules + [admin]).map(input).joined(separator: ",")
        _ = try folder.write(
            #"{"inputs":{\#(inputs)},"outputs":{\#(outputs.joined(separator: ","))}}"#, to: "\(name)/meta.json")
        let budgets = """
            budgets:
              - {name: Home page, on: initialSize, entry: main, max: 100 kB}
              - {name: All of it, on: size, max: 1 MB}
            """
        _ = try folder.write(budgets, to: "\(name)/perfsee-budgets.yaml")
    }
}
