import Foundation
import ProgramSupport
import StoreSupport
import Testing

@Suite("The command line: budgets", .sameOnEveryStore)
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
        #expect(kept.output.contains("✓ kept") && kept.output.contains("Size  2 kB"))

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

    /// A build of so many bytes, half of them those of a package, as esbuild tells it.
    private static func package(_ bytes: Int, in folder: CommandLineFolder, _ name: String) throws {
        let module = "node_modules/.pnpm/moment@2.29.4/node_modules/moment/moment.js"
        let (own, other) = (bytes - bytes / 2, bytes / 2)
        let metafile = """
            {"inputs":{"src/main.js":{"bytes":\(own),"imports":[{"path":"\(module)","kind":"import-statement"}]},\
            "\(module)":{"bytes":\(other),"imports":[]}},"outputs":{"main.js":{"bytes":\(bytes),"imports":[],"exports":[],\
            "entryPoint":"src/main.js","inputs":{"src/main.js":{"bytesInOutput":\(own)},\
            "\(module)":{"bytesInOutput":\(other)}}}}}
            """
        _ = try folder.write(metafile, to: "\(name)/meta.json")
        _ = try folder.write(String(repeating: "a", count: bytes), to: "\(name)/main.js")
    }

    @Test(
        "A budget, a build and its baseline have one exit status",
        arguments: [
            ("on: size, max: 1 MB", 1_000_000, nil, 0), ("on: size, max: 1 MB", 1_000_001, nil, 2),
            ("on: size, max: 1 MB", 1_000_001, 1_000_000, 2), ("on: size, max: 1 MB", 1_001_001, 1_000_001, 0),
            ("on: size, max: 1 MB", 1_001_003, 1_000_001, 2),
            ("on: initialSize, maxIncrease: 2 kB", 12_000, 10_000, 0),
            ("on: initialSize, maxIncrease: 2 kB", 12_001, 10_000, 2),
            ("on: initialSize, entry: main, maxIncrease: 5 %", 10_500, 10_000, 0),
            ("on: initialSize, entry: main, maxIncrease: 5 %", 10_501, 10_000, 2),
            ("on: initialSize, entry: main, maxIncrease: 5 %", 10_501, nil, 0),
            ("on: initialSize, entry: gone, max: 0", 10_000, nil, 0),
            ("on: size, maxIncrease: 0", 10_100, 10_000, 0), ("on: size, maxIncrease: 0", 10_101, 10_000, 2),
            ("on: size, maxIncrease: 0", 1_001_000, 1_000_000, 0),
            ("on: size, maxIncrease: 0", 1_001_001, 1_000_000, 2),
            ("on: size, maxDrift: 0, builds: 20", 2_000, 1_000, 0),
            ("on: score, min: 1", 1_000, nil, 0), ("on: score, min: 100", 1_000, nil, 2),
            ("on: score, min: 100", 1_000, 1_000, 0), ("on: duplicates, max: 0", 1_000, nil, 0),
            ("on: package, package: moment, max: 500", 1_000, nil, 0),
            ("on: package, package: moment, max: 500", 1_002, nil, 2),
            ("on: files, files: '*.js', max: 1 kB", 1_000, nil, 0),
            ("on: files, files: '*.js', max: 1 kB", 1_001, nil, 2),
            ("on: forbidden, package: moment", 1_000, nil, 2), ("on: forbidden, package: moment", 1_000, 1_000, 0),
            ("on: forbidden, package: moment, versions: <2.30.0", 1_000, nil, 2),
            ("on: forbidden, package: moment, versions: ^2.30.0 || 3.x", 1_000, nil, 0),
            ("on: forbidden, package: dayjs", 1_000, nil, 0),
        ] as [(String, Int, Int?, Int32)])
    func table(_ budget: String, _ bytes: Int, _ baseline: Int?, _ status: Int32) async throws {
        let folder = try CommandLineFolder()
        try Self.package(bytes, in: folder, "dist")
        let budgets = try folder.write("budgets:\n  - {\(budget)}\n", to: "budgets.yaml")
        var arguments = ["analyze", folder.path("dist"), "--budgets", budgets]
        if let baseline {
            try Self.package(baseline, in: folder, "before")
            arguments += ["--baseline", folder.path("before")]
        }
        let outcome = try await CommandLineProgram.onAnotherThread { [arguments] in
            try RunningProgram(arguments).outcome()
        }
        #expect(outcome.status == status, "\(outcome.output)\(outcome.errors)")
        #expect(outcome.output.contains("✕ exceeded") == (status == 2))
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
        let folderNamed = try await CommandLineProgram.run(
            "analyze", folder.path("dist"), "--budgets", folder.path("dist"))
        #expect(folderNamed.status == 1)
        #expect(folderNamed.errors.contains("can't be read"))
        // It never ends, and is not read to its end.
        let endless = try await CommandLineProgram.run("analyze", folder.path("dist"), "--budgets", "/dev/zero")
        #expect(endless.status == 1)
        #expect(endless.errors.contains("it has more than 65,536 bytes"))
        let input = try await CommandLineProgram.run(
            "analyze", folder.path("dist"), "--budgets", "-", input: "budgets: [{on: size, max: 1}]")
        #expect(input.status == 2)
    }
}
