import ProgramSupport
import Testing

@Suite("The command line: usage")
struct CommandLineUsageTests {
    @Test(
        "Wrong usage exits with 64 and says what is wrong on standard error",
        arguments: [
            ["nonsense"], ["upload"], ["upload", "dist"], ["webhook", "show", "shop", "three"],
            ["serve", "--nonsense"],
            ["sign", "--timestamp", "1"], ["verify", "--signature", "v1,abc"],
            ["deliveries", "shop", "--limit", "201"],
            ["deliveries", "shop", "--follow", "--cursor", "x"], ["webhook", "rotate", "shop"],
            ["webhook", "rotate", "shop", "1", "--overlap", "604801"],
            ["webhook", "rotate", "shop", "1", "--overlap", "-1"],
            ["webhook", "rotate", "shop", "1", "--prepare", "--switch"],
            ["webhook", "update", "shop", "1", "--enable", "--disable"], ["sign", "--secret-file", "-", "-"],
            ["webhook", "update", "shop", "1"], ["webhook", "update", "shop", "1", "--json"],
            ["backup"], ["project", "update", "shop"], ["project", "update", "shop", "--public", "--private"],
            ["project", "update", "shop", "--baseline-branch", "b", "--no-baseline-branch"],
            ["member", "add", "shop"], ["member", "add", "shop", "--email", "a@b", "--application", "c"],
            ["member", "update", "shop", "1"], ["member", "remove", "shop", "ada"], ["application", "delete", "one"],
            ["replay", "create", "shop", "1"], ["replay", "create", "shop", "1", "--since", "yesterday"],
            ["replay", "show", "shop", "1"],
        ])
    func wrongUsage(_ arguments: [String]) async throws {
        let outcome = try await CommandLineProgram.onAnotherThread {
            let program = try RunningProgram(arguments)
            let errors = program.restOfErrors()
            return (status: program.wait(), errors: errors)
        }
        #expect(outcome.status == 64)
        #expect(outcome.errors.contains("Error: "))
        #expect(outcome.errors.contains("Usage: perfsee"))
    }

    @Test("A bad value is answered with the usage of its command")
    func usageOfCommand() async throws {
        let outcome = try await CommandLineProgram.run("webhook", "update", "shop", "1", "--retry-schedule", "5,x")
        #expect(outcome.status == 64)
        #expect(outcome.errors.contains("`x` is not a whole number."))
        #expect(outcome.errors.contains("Usage: perfsee webhook update"))
    }

    @Test("Help names every command")
    func help() async throws {
        let outcome = try await CommandLineProgram.run("--help")
        #expect(outcome.status == 0)
        for command in [
            "serve", "admin", "project", "webhook", "upload", "publish", "deliveries", "redeliver", "sign", "verify",
            "analyze", "token", "events", "artifacts", "artifact", "export", "import", "backup",
            "member", "application", "replay", "event-types", "accept",
        ] {
            #expect(outcome.output.contains("\n  \(command) "), "\(command) is missing")
        }
    }

    @Test("The version is three numbers on a line of their own, because package versions are made from it")
    func version() async throws {
        let outcome = try await CommandLineProgram.run("--version")
        #expect(outcome.status == 0)
        #expect(outcome.output.wholeMatch(of: /\d+\.\d+\.\d+\n/) != nil, "\(outcome.output)")
    }

    @Test(
        "A secret is never a flag",
        arguments: [["webhook", "create"], ["webhook", "rotate"], ["sign"], ["verify"], ["serve"]])
    func noSecretFlags(_ command: [String]) async throws {
        let outcome = try await CommandLineProgram.onAnotherThread {
            let program = try RunningProgram(command + ["--help"])
            let output = program.restOfOutput()
            return (status: program.wait(), output: output)
        }
        #expect(outcome.status == 0)
        for flag in ["--secret ", "--token ", "--admin-token", "--secret-key"] {
            #expect(!outcome.output.contains(flag))
        }
    }

    @Test(
        "A command that sets a webhook's new secret does not offer the variable with the current one",
        arguments: [["webhook", "update"], ["webhook", "rotate"]])
    func noSecretVariable(_ command: [String]) async throws {
        let outcome = try await CommandLineProgram.onAnotherThread {
            try RunningProgram(command + ["--help"]).outcome()
        }
        #expect(outcome.output.contains("--secret-file"))
        #expect(!outcome.output.contains("PERFSEE_WEBHOOK_SECRET"))
    }

    @Test("Without a token a client's command says which variable to set")
    func noToken() async throws {
        let outcome = try await CommandLineProgram.run("project", "list")
        #expect(outcome.status == 1)
        #expect(outcome.errors.contains("PERFSEE_TOKEN is not set"))
    }

    @Test("An unreachable server is named")
    func noServer() async throws {
        let environment = ["PERFSEE_URL": "http://127.0.0.1:1", "PERFSEE_TOKEN": "token"]
        let outcome = try await CommandLineProgram.run("project", "list", environment: environment)
        #expect(outcome.status == 1)
        #expect(outcome.errors.contains("http://127.0.0.1:1"))
        #expect(outcome.output.isEmpty)
    }
}
