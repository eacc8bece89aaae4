import Foundation
import ProgramSupport
import StoreSupport
import Testing
import Yams

@Suite("The files for CI", .sameOnEveryStore)
struct CIFilesTests {
    private static let variables = [
        "PERFSEE_BUILD", "PERFSEE_PROJECT", "PERFSEE_URL", "PERFSEE_NAME", "PERFSEE_BASELINE",
        "PERFSEE_REQUIRE_BASELINE",
        "PERFSEE_BUDGETS", "PERFSEE_FAIL", "PERFSEE_REPORTS", "PERFSEE_DOWNLOAD", "PERFSEE_SHA256", "PERFSEE_VERSION",
    ]

    /// Every text in a document, with the keys that lead to it.
    private func texts(_ node: Node, at path: [String] = []) -> [(path: [String], text: String)] {
        switch node {
        case .mapping(let mapping): mapping.flatMap { texts($1, at: path + [$0.string ?? ""]) }
        case .sequence(let sequence): sequence.enumerated().flatMap { texts($1, at: path + [String($0)]) }
        case .scalar(let scalar): [(path, scalar.string)]
        case .alias: []
        }
    }

    private func documents(_ name: String) throws -> [Node] { Array(try compose_all(yaml: CISteps.text(of: name))) }

    @Test("The GitHub action gives inputs to its steps as variables, never as a part of a script")
    func action() throws {
        let document = try #require(documents("github/action.yml").first)
        let steps = try #require(document["runs"]?["steps"]?.array())
        #expect(document["runs"]?["using"]?.string == "composite")
        for (path, text) in texts(document) where text.contains("${{") {
            #expect(path.contains("env") && !path.contains("run"), "\(path)")
        }
        // Nothing else is downloaded.
        #expect(texts(document).allSatisfy { $0.path.last != "uses" })
        let names = Set(try #require(document["inputs"]?.mapping).keys.compactMap(\.string))
        let used = texts(document).flatMap { $0.text.matches(of: /inputs\.([\w-]+)/).map { String($0.1) } }
        #expect(names == Set(used) && !names.isEmpty)
        let environment = Set(try #require(steps.first?["env"]?.mapping).keys.compactMap(\.string))
        #expect(environment == Set(Self.variables + ["PERFSEE_STEP", "PERFSEE_TOKEN"]))
    }

    @Test("The GitHub action's script runs the step with what its variables hold")
    func actionRuns() async throws {
        let document = try #require(documents("github/action.yml").first)
        let step = try #require(document["runs"]?["steps"]?.array().first)
        let job = try CIJob()
        try job.build(lodash: 0, in: "it's $(touch x)")
        var variables: [String: String] = [:]
        let inputs = [
            "build": "it's $(touch x)", "fail": "true", "require-baseline": "false", "reports": "$(touch y)",
        ]
        for (name, value) in try #require(step["env"]?.mapping) {
            // As GitHub does: the first of the values that is not empty.
            var text = value.string ?? ""
            text.replace(/\$\{\{ github\.action_path \}\}/, with: CISteps.folder.appending(path: "github").path)
            text.replace(/\$\{\{ inputs\.([\w-]+)(?: \|\| [\w.]+)? \}\}/) { inputs[String($0.output.1)] ?? "" }
            variables[name.string ?? ""] = text
        }
        #expect(variables.values.allSatisfy { !$0.contains("{{") }, "\(variables)")
        let script = try job.folder.write(try #require(step["run"]?.string), to: "step.sh")
        let environment = variables.merging(["PATH": CISteps.path, "HOME": job.folder.url.path]) { $1 }
        let folder = job.folder.url
        let outcome = try await CommandLineProgram.onAnotherThread {
            try RunningProgram(["-e", script], of: "/bin/sh", environment: environment, in: folder).outcome()
        }
        #expect(outcome.status == 0 && outcome.output.contains("31 B in 1 entry point"), "\(outcome)")
        #expect(job.has("$(touch y)/report.html") && !job.has("x") && !job.has("y"))
    }

    @Test("GitLab's component gives inputs to its job as variables, never as a part of a script")
    func component() throws {
        let documents = try documents("gitlab/template.yml")
        #expect(documents.count == 2)
        let names = Set(try #require(documents.first?["spec"]?["inputs"]?.mapping).keys.compactMap(\.string))
        let job = try #require(documents.last?.mapping?.values.first)
        for (path, text) in texts(job) where text.contains("$[[") {
            #expect(path.first == "variables" || path == ["stage"], "\(path)")
        }
        let whole = try CISteps.text(of: "gitlab/template.yml")
        let used = Set(whole.matches(of: /\$\[\[ inputs\.([\w-]+) \]\]/).map { String($0.1) })
        #expect(names == used && !names.isEmpty)
        let variables = Set(try #require(job["variables"]?.mapping).keys.compactMap(\.string))
        #expect(variables == Set(Self.variables + ["GIT_DEPTH"]))
        // No image that is not pinned: the pipeline's own.
        #expect(job["image"] == nil)
        let reports = try #require(job["artifacts"]?["reports"])
        let files = reports.mapping?.values.compactMap(\.string).sorted()
        #expect(
            files == [
                "perfsee-report/gl-code-quality-report.json", "perfsee-report/junit.xml", "perfsee-report/metrics.txt",
            ])
        #expect(job["artifacts"]?["when"]?.string == "always")
    }

    @Test("GitLab's component has the shell step in it, and runs it")
    func componentRuns() async throws {
        let documents = try documents("gitlab/template.yml")
        let script = try #require(documents.last?.mapping?.values.first?["script"]?.array().first?.string)
        let step = try #require(script.firstMatch(of: /<<'END_OF_STEP'\n([\s\S]*)\nEND_OF_STEP\n/)?.1)
        #expect(
            String(step) + "\n" == (try CISteps.text(of: "perfsee-step.sh")),
            "Copy packaging/ci/perfsee-step.sh into packaging/ci/gitlab/template.yml")
        let job = try CIJob()
        let folder = job.folder.url
        let outcome = try await CommandLineProgram.onAnotherThread {
            try RunningProgram(
                ["-ec", script], of: "/bin/sh", environment: ["PATH": CISteps.path, "HOME": folder.path], in: folder
            ).outcome()
        }
        #expect(outcome.status == 0 && job.has("perfsee-report/gl-code-quality-report.json"), "\(outcome)")
    }

    @Test("Every setting of the step is described, and is in the action and the component")
    func described() throws {
        let step = try CISteps.text(of: "perfsee-step.sh")
        let used = Set(step.matches(of: /\$\{?(PERFSEE_\w+)/).map { String($0.1) })
        #expect(used == Set(Self.variables + ["PERFSEE_TOKEN"]))
        let readme = try CISteps.text(of: "README.md")
        for name in used { #expect(readme.contains("`\(name)`"), "\(name)") }
        for status in ["0", "1", "2", "3", "64", "65", "69"] { #expect(readme.contains("| \(status) |"), "\(status)") }
    }

    @Test("ShellCheck has nothing to say about the step")
    func shellCheck() async throws {
        let outcome = try await CommandLineProgram.onAnotherThread {
            try RunningProgram(["shellcheck", "--shell=sh", CISteps.step], of: "/usr/bin/env").outcome()
        }
        #expect(outcome.status == 0, "\(outcome.output)\(outcome.errors)")
    }
}
