import Foundation
import ProgramSupport
import Testing

@Suite("The command line: budgets on a server")
struct CommandLineAcceptTests {
    @Test("An upload exits with 2 if it exceeds a budget, until that is accepted, and again if there is more")
    func accept() async throws {
        let fixture = try ProgramFixture()
        let server = try await fixture.start()
        let environment = ["PERFSEE_URL": fixture.url, "PERFSEE_TOKEN": fixture.token]
        func run(_ arguments: String...) async throws -> CommandLineProgram.Outcome {
            try await CommandLineProgram.onAnotherThread {
                try RunningProgram(arguments, environment: environment).outcome()
            }
        }
        func upload(_ bytes: Int) async throws -> CommandLineProgram.Outcome {
            _ = try fixture.folder.write(String(repeating: "a", count: bytes), to: "dist/main.js")
            return try await run(
                "upload", fixture.folder.path("dist"), "--project", "shop", "--branch", "main", "--commit",
                "c\(bytes)", "--wait")
        }
        _ = try await run("project", "create", "shop", "--host", "Unknown", "--namespace", "a", "--name", "b")
        let budgets = "budgets: [{name: Everything, on: size, max: 1 kB}, {on: size, maxDrift: 50 %, builds: 9}]"
        _ = try fixture.folder.write(budgets, to: "dist/perfsee-budgets.yaml")
        let kept = try await upload(1_000)
        #expect(kept.status == 0, "\(kept.errors)")
        #expect(kept.output.contains("✓ kept") && kept.output.contains("is not checked: there is no earlier build"))
        #expect(try await run("accept", "shop", "1", "--reason", "x").errors.contains("There is nothing to accept"))
        let large = try await upload(1_200)
        #expect(large.status == 2)
        #expect(large.output.contains("Everything") && large.output.contains("✕ exceeded"))
        let accepted = try await run("accept", "shop", "2", "--reason", "We need it.")
        #expect(accepted.status == 0 && accepted.output.contains("  Everything (size) up to 1.2 kB"))
        #expect(try await run("accept", "shop", "2", "--reason", "x").status == 1)
        #expect(try await run("accept", "shop", "2").status == 64)
        let same = try await upload(1_199)
        #expect(same.status == 0 && same.output.contains("✓ accepted"))
        #expect(try await upload(1_201).status == 2)
        try await fixture.stop(server, by: SIGTERM)
    }
}
