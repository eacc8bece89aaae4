import Foundation
import ProgramSupport
import Testing

@Suite("The command line: budgets")
struct CommandLineBudgetTests {
    /// A build with a script of so many bytes.
    private static func build(_ bytes: Int, budgets: String? = nil, in folder: CommandLineFolder, _ name: String) throws
    {
        _ = try folder.write(String(repeating: "a;", count: bytes / 2), to: "\(name)/main.js")
        if let budgets { _ = try folder.write("budgets:\n\(budgets)", to: "\(name)/perfsee-budgets.yaml") }
    }

    @Test("The exit status is 0 where every budget is kept, and 2 where one is exceeded")
    func statuses() async throws {
        let folder = try CommandLineFolder()
        try Self.build(2_000, budgets: "  - {on: size, max: 2 kB}\n", in: folder, "kept")
        let kept = try await CommandLineProgram.run("analyze", folder.path("kept"))
        #expect(kept.status == 0)
        #expect(kept.output.contains("✓ kept") && kept.output.contains("Size  2.0 kB"))

        try Self.build(2_002, budgets: "  - {on: size, max: 2 kB}\n", in: folder, "large")
        let large = try await CommandLineProgram.run("analyze", folder.path("large"))
        #expect(large.status == 2)
        #expect(large.output.contains("✕ exceeded") && large.errors.isEmpty)

        // A file that is named wins over that in the build.
        let other = try folder.write(#"{"budgets": [{"on": "size", "max": "3 kB"}]}"#, to: "other.json")
        let named = try await CommandLineProgram.run("analyze", folder.path("large"), "--budgets", other)
        #expect(named.status == 0)
        // Nobody is blamed for what the baseline already has.
        let same = try await CommandLineProgram.run(
            "analyze", folder.path("large"), "--baseline", folder.path("large"))
        #expect(same.status == 0)
        #expect(same.output.contains("! no worse than the baseline"))
    }

    @Test(
        "With --require-baseline and no baseline the exit status is 3, unless a budget is exceeded; the report is printed"
    )
    func requireBaseline() async throws {
        let folder = try CommandLineFolder()
        try Self.build(2_000, budgets: "  - {on: size, maxIncrease: 5 %}\n", in: folder, "new")
        let without = try await CommandLineProgram.run("analyze", folder.path("new"))
        #expect(without.status == 0)
        #expect(
            without.output.contains("! size maxIncrease (size) is not checked: there is no baseline to compare with."))
        for arguments in [[], ["--baseline", folder.path("missing.json")]] {
            let outcome = try await CommandLineProgram.onAnotherThread {
                try RunningProgram(["analyze", folder.path("new"), "--require-baseline", "--json"] + arguments)
                    .outcome()
            }
            #expect(outcome.status == 3)
            #expect(outcome.errors == "There is no baseline, which --require-baseline asks for.\n")
            #expect(outcome.output.hasPrefix("{"))
        }
        try Self.build(1_800, in: folder, "old")
        let compared = try await CommandLineProgram.run(
            "analyze", folder.path("new"), "--require-baseline", "--baseline", folder.path("old"))
        #expect(compared.status == 2)
        #expect(compared.output.contains("111.11%") && compared.output.contains("105.00%"))
        let strict = try folder.write("budgets: [{on: size, max: 1}]", to: "strict.yaml")
        let both = try await CommandLineProgram.run(
            "analyze", folder.path("new"), "--require-baseline", "--budgets", strict)
        #expect(both.status == 2)
    }

    @Test("The JSON has each verdict with the members that events have, and what is not checked")
    func json() async throws {
        let folder = try CommandLineFolder()
        let budgets = "  - {on: size, max: 1 kB}\n  - {on: score, maxDrift: 5, builds: 20}\n"
        try Self.build(2_000, budgets: budgets, in: folder, "dist")
        let outcome = try await CommandLineProgram.run("analyze", folder.path("dist"), "--json")
        #expect(outcome.status == 2)
        let report = try #require(
            try JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [String: Any])
        let budget = try #require((report["budgets"] as? [[String: Any]])?.first)
        #expect(
            Set(budget.keys) == ["name", "subject", "value", "limit", "baseline", "unit", "exceeded", "state"])
        #expect(budget["value"] as? Int == 2_000 && budget["limit"] as? Int == 1_000)
        #expect(budget["baseline"] is NSNull && budget["exceeded"] as? Bool == true)
        #expect(budget["unit"] as? String == "bytes" && budget["state"] as? String == "exceeded")
        let undecided = try #require((report["undecidedBudgets"] as? [[String: Any]])?.first)
        #expect(undecided["name"] as? String == "score maxDrift" && undecided["reason"] as? String == "noHistory")
        // It is a baseline for the next build.
        let file = try folder.write(outcome.output, to: "report.json")
        let next = try await CommandLineProgram.run("analyze", folder.path("dist"), "--baseline", file)
        #expect(next.status == 0)
    }

    @Test("Budgets that can't be read exit with 1, and say the line and what was meant")
    func refused() async throws {
        let folder = try CommandLineFolder()
        try Self.build(2_000, budgets: "  - on: size\n    maxx: 2 kB\n    max: 2 kB\n", in: folder, "dist")
        let wrong = try await CommandLineProgram.run("analyze", folder.path("dist"))
        #expect(wrong.status == 1)
        #expect(
            wrong.errors == """
                Error: The budgets in `perfsee-budgets.yaml` can't be read: line 3, `budgets[1].maxx`: unknown key; did you \
                mean `max`?

                """)
        let missing = try await CommandLineProgram.run(
            "analyze", folder.path("dist"), "--budgets", folder.path("no.yaml"))
        #expect(missing.status == 1)
        #expect(missing.errors.contains("does not exist"))
    }
}
