import Foundation
import ProgramSupport
import Reports
import StoreSupport
import Testing

@testable import perfsee

@Suite("The command line: reports in every format", .sameOnEveryStore)
struct CommandLineReportTests {
    /// Two builds, the second of which imports lodash.
    private struct Builds {
        let folder: CommandLineFolder
        let before: String
        let after: String

        init() throws {
            folder = try CommandLineFolder()
            before = try Self.write("before", lodash: 0, folder)
            after = try Self.write("after", lodash: 6_700, folder)
        }

        private static func write(_ name: String, lodash: Int, _ folder: CommandLineFolder) throws -> String {
            let own = "console.log('one small file');\n"
            _ = try folder.write(own + String(repeating: "a", count: lodash), to: "\(name)/main.js")
            let imports = [
                #"{"path":"src/table.ts","kind":"import-statement","original":"./table"}"#,
                #"{"path":"node_modules/lodash/lodash.js","kind":"import-statement","original":"lodash"}"#,
            ]
            let module = "node_modules/lodash/lodash.js"
            let metafile = """
                {"inputs":{"src/main.js":{"bytes":20,"imports":[\(imports[0])]},"src/table.ts":{"bytes":11,"imports":\
                [\(lodash > 0 ? imports[1] : "")]},"\(module)":{"bytes":\(lodash),"imports":[]}},
                 "outputs":{"dist/main.js":{"bytes":\(31 + lodash),"imports":[],"exports":[],"entryPoint":"src/main.js",
                 "inputs":{"src/main.js":{"bytesInOutput":20},"src/table.ts":{"bytesInOutput":11}
                 \(lodash > 0 ? #","\#(module)":{"bytesInOutput":\#(lodash)}"# : "")}}}}
                """
            _ = try folder.write(metafile, to: "\(name)/meta.json")
            return folder.path(name)
        }

        func analyze(_ arguments: String..., environment: [String: String] = [:]) async throws
            -> CommandLineProgram.Outcome
        {
            let all = ["analyze", after, "--baseline", before] + arguments
            return try await CommandLineProgram.onAnotherThread {
                try RunningProgram(all, environment: environment, input: "", in: nil).outcome()
            }
        }
    }

    private static let verdict = "+6.7 kB initial JavaScript in `main`, because `src/table.ts` imports lodash"

    @Test("Every format of one build begins with one verdict and has the same numbers")
    func formats() async throws {
        let builds = try Builds()
        let folder = builds.folder
        let text = try await builds.analyze(
            "--html", folder.path("report.html"), "--junit", folder.path("junit.xml"), "--sarif",
            folder.path("perfsee.sarif"), "--gitlab", folder.path("gitlab/new"))
        #expect(text.status == 0 && text.errors.isEmpty)
        #expect(text.output.hasPrefix(Self.verdict + "\nScore "))
        let json = try AnyJSON(try await builds.analyze("--json").output)
        let markdown = try await builds.analyze("--markdown").output
        let report = try #require(json["changeReport"])
        #expect(report["verdict"]?["text"] == .string(Self.verdict))
        #expect(markdown.hasPrefix("**\(Self.verdict)**\n\n"))
        let page = try folder.text(of: "report.html")
        #expect(page.hasPrefix("<!DOCTYPE html>") && page.contains("imports lodash</h1>"))
        let junit = try folder.text(of: "junit.xml")
        #expect(junit.contains("because `src/table.ts` imports lodash"))
        let metrics = try folder.text(of: "gitlab/new/metrics.txt")

        let entryPoint = try #require(report["entryPoints"]?.items.first)
        for (measure, metric) in [
            (entryPoint["initialSize"], "perfsee_entry_point_initial_size_bytes{entry_point=\"main\","),
            (report["size"], "perfsee_size_bytes{"),
        ] {
            for coding in Coding.allCases.map(\.rawValue) {
                let bytes = try #require(measure?["current"]?[coding]?.integer)
                let change = try #require(measure?["change"]?[coding]?.integer)
                let figure = Figure(bytes: bytes, change: change)
                #expect(text.output.contains(figure.text) && text.output.contains(Figure.signed(change)))
                #expect(markdown.contains("| \(figure.line) |"))
                #expect(page.contains("<data value=\"\(bytes)\">"))
                #expect(junit.contains(".\(coding)\" value=\"\(bytes)\""))
                #expect(metrics.contains("\(metric)coding=\"\(coding)\"} \(bytes)\n"))
            }
        }
        #expect(report["size"]?["change"]?["raw"] == .number(6_700))

        let sarif = try AnyJSON(try folder.text(of: "perfsee.sarif"))
        let added = try #require(
            sarif["runs"]?.items.first?["results"]?.items.first { $0["ruleId"] == .string("import-added") })
        let location = added["locations"]?.items.first?["physicalLocation"]
        #expect(location?["artifactLocation"]?["uri"] == .string("src/table.ts"))
        let quality = try AnyJSON(try folder.text(of: "gitlab/new/gl-code-quality-report.json"))
        #expect(quality.items.contains { $0["check_name"] == .string("import-added") })
    }

    @Test("As text, an audit is one row whatever has it, and what else there is to see is said once")
    func text() async throws {
        let builds = try Builds()
        let compared = try await builds.analyze().output
        let rows = compared.split(separator: "\n").filter { $0.hasPrefix("! ") || $0.hasPrefix("✕ ") }
        #expect(!rows.isEmpty && compared.contains("\nAUDIT  ") && compared.contains("  WORSE THAN BEFORE\n"))
        #expect(Set(rows.map { $0.prefix(while: { $0 != ":" }).prefix(30) }).count == rows.count, "\(compared)")
        let hint = "To see all findings, what to do about each, and a treemap, add --html report.html.\n"
        #expect(compared.hasSuffix("\n\n" + hint) && !compared.contains("--baseline"))
        let alone = try await CommandLineProgram.run("analyze", builds.after).output
        #expect(alone.contains("add --baseline") && alone.hasSuffix(hint) && !alone.contains("WORSE THAN BEFORE"))
        let page = try await builds.analyze("--html", builds.folder.path("report.html")).output
        #expect(!page.contains("--html"))
    }

    @Test("What --json prints fits the schema that is published, with a baseline and without")
    func schema() async throws {
        let builds = try Builds()
        let file = URL(filePath: #filePath).deletingLastPathComponent().appending(
            path: "../../docs/analyze.schema.json")
        let checker = SchemaChecker(try AnyJSON(String(contentsOf: file, encoding: .utf8)))
        let compared = try AnyJSON(try await builds.analyze("--json").output)
        #expect(checker.faults(of: compared) == [])
        #expect(compared["formatVersion"] == .number(1) && compared["diff"] != nil)
        let alone = try AnyJSON(try await CommandLineProgram.run("analyze", builds.after, "--json").output)
        #expect(checker.faults(of: alone) == [])
        #expect(alone["changeReport"]?["size"]?["change"] == .null && alone["diff"] == nil)
        // The checker can tell.
        #expect(!checker.faults(of: .object(compared.members.merging(["score": .string("65")]) { $1 })).isEmpty)
    }

    @Test("A build with names that are markup, or not UTF-8, is reported in every format")
    func hostile() async throws {
        let folder = try CommandLineFolder()
        _ = try folder.write("console.log('one small file');\n", to: "dist/main.js")
        let name = "src/@everyone|`x`</script><b>\\u0000\\u202e\\n"
        var metafile = Array(#"{"inputs":{"\#(name)"#.utf8) + [0xFF]
        metafile += Array(#"":{"bytes":31,"imports":[]}},"outputs":{"dist/main.js":{"bytes":31,"imports":[],"#.utf8)
        metafile += Array(#""exports":[],"entryPoint":"\#(name)"#.utf8) + [0xFF]
        metafile += Array(#"","inputs":{"\#(name)"#.utf8) + [0xFF] + Array(#"":{"bytesInOutput":31}}}}}"#.utf8)
        try Data(metafile).write(to: folder.url.appending(path: "dist/meta.json"))
        let outcome = try await CommandLineProgram.run(
            "analyze", folder.path("dist"), "--markdown", "--html", folder.path("page.html"), "--sarif",
            folder.path("s.json"), "--junit", folder.path("j.xml"), "--gitlab", folder.path("gitlab"))
        #expect(outcome.status == 0, "\(outcome.errors)")
        #expect(
            outcome.output.split(separator: "`", omittingEmptySubsequences: false).enumerated().allSatisfy {
                $0 % 2 == 1 || !$1.contains("@")
            })
        let page = try folder.text(of: "page.html")
        let scripts = ["<script", "</script>"].map { page.components(separatedBy: $0).count }
        #expect(scripts == [3, 3] && !page.contains("<b>") && page.hasSuffix("</html>\n"))
        let sarif = try AnyJSON(try folder.text(of: "s.json"))
        #expect(sarif["runs"]?.items.count == 1)
        #expect(try folder.text(of: "gitlab/metrics.txt").hasSuffix("# EOF\n"))
        #expect(try folder.text(of: "j.xml").hasSuffix("</testsuites>\n"))
    }

    @Test("A comment on a build that changed nothing is one line")
    func unchanged() async throws {
        let builds = try Builds()
        let outcome = try await CommandLineProgram.run(
            "analyze", builds.after, "--baseline", builds.after, "--markdown")
        #expect(outcome.output == "**No change in size or score**\n")
    }

    @Test("The summary of a step is appended to the file that GitHub names, up to its limit")
    func summary() async throws {
        let builds = try Builds()
        let file = try builds.folder.write("before\n", to: "summary.md")
        let environment = ["GITHUB_STEP_SUMMARY": file]
        #expect(try await builds.analyze("--summary", environment: environment).status == 0)
        #expect(try builds.folder.text(of: "summary.md").hasPrefix("before\n**\(Self.verdict)**\n\n"))
        let long = String(repeating: "x", count: ReportOutputs.summaryLimit - 1_500)
        _ = try builds.folder.write(long, to: "summary.md")
        #expect(try await builds.analyze("--summary", environment: environment).status == 0)
        let cut = try builds.folder.text(of: "summary.md")
        #expect(cut.utf8.count <= ReportOutputs.summaryLimit && cut.contains(Self.verdict))
        _ = try builds.folder.write(long + String(repeating: "x", count: 1_000), to: "summary.md")
        let full = try await builds.analyze("--summary", environment: environment)
        #expect(full.status == 1 && full.errors.contains("The summary of this step is full"))
    }

    @Test("Without GITHUB_STEP_SUMMARY, --summary says what it lacks, before the analysis")
    func noSummary() async throws {
        let outcome = try await Builds().analyze("--summary")
        #expect(outcome.status == 1 && outcome.output.isEmpty)
        #expect(outcome.errors.hasPrefix("Error: GITHUB_STEP_SUMMARY is not set."))
    }

    @Test("Two formats for standard output, two for one file, or a file named - are wrong usage")
    func usage() async throws {
        let builds = try Builds()
        for arguments in [
            ["--json", "--markdown"], ["--html", "-"], ["--gitlab", "-"], ["--html", "x", "--sarif", "./x"],
        ] {
            let outcome = try await CommandLineProgram.onAnotherThread {
                try RunningProgram(["analyze", builds.after] + arguments, environment: [:], input: "", in: nil)
                    .outcome()
            }
            #expect(outcome.status == 64, "\(arguments)")
        }
    }

    @Test("A file that can't be written is refused before the analysis, and what was there stays")
    func refused() async throws {
        let builds = try Builds()
        let missing = try await builds.analyze("--html", builds.folder.path("nowhere/report.html"))
        #expect(missing.status == 1 && missing.output.isEmpty)
        #expect(missing.errors.contains("can't be written: the folder"))
        let folder = try await builds.analyze("--junit", builds.after)
        #expect(folder.status == 1 && folder.errors.contains("is a folder. Name a file."))
    }

    @Test("A file is replaced as a whole, through a link too, and nothing else is left")
    func replaced() throws {
        let folder = try CommandLineFolder()
        let path = try folder.write("old", to: "out/report.html")
        let link = folder.path("link.html")
        try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: path)
        try OutputFile(path: link).write(Array("new".utf8))
        #expect(try folder.text(of: "out/report.html") == "new")
        #expect(try FileManager.default.destinationOfSymbolicLink(atPath: link) == path)
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path("out")) == ["report.html"])
        #expect(throws: CommandFailure.self) { try OutputFile(path: "/dev/full").write(Array("new".utf8)) }
    }
}
