import Foundation
import Testing

@testable import BundleAnalysis

@Suite("A file of budgets")
struct BudgetFileTests {
    @Test("Each kind of budget, with its names and numbers")
    func kinds() throws {
        let budgets = try BudgetFile.lines(
            """
              - {on: size, max: 1.5 MB}
              - {on: size, entry: main, compression: brotli, maxIncrease: 2 KiB}
              - {on: initialSize, name: "Every page", entry: "*", max: 170kB}
              - {on: score, min: 80}
              - {on: score, entry: main, maxDecrease: 0.5 %}
              - {on: duplicates, maxIncrease: 0}
              - {on: duplicateBytes, max: 812}
              - {on: package, package: "@scope/name", compression: gzip, max: 30 kb}
              - {on: files, files: "assets/**/*.woff2", maxDrift: 10 %, builds: 20}
              - {on: forbidden, package: moment}
              - {on: forbidden, package: moment, versions: "<2.30.0"}
            """)
        #expect(
            budgets.map(\.limit) == [
                .absolute(1_500_000), .change(.amount(2_048)), .absolute(170_000), .absolute(80), .change(.share(500)),
                .change(.amount(0)), .absolute(812), .absolute(30_000), .drift(.share(10_000), builds: 20),
                .absolute(0),
                .absolute(0),
            ])
        #expect(
            budgets.map(\.name) == [
                "size", "size main brotli maxIncrease", "Every page", "score", "score main maxDecrease",
                "duplicates maxIncrease", "duplicateBytes", "package @scope/name gzip",
                "files assets/**/*.woff2 maxDrift", "forbidden moment", "forbidden moment <2.30.0",
            ])
        #expect(budgets[2].subject == .initialSize(.eachEntryPoint) && budgets[0].subject == .size(.build))
    }

    @Test("The documented example is read")
    func example() throws {
        var root = URL(filePath: #filePath)
        for _ in 0..<4 { root.deleteLastPathComponent() }
        let text = try String(contentsOf: root.appending(path: "docs/bundles.md"), encoding: .utf8)
        let start = try #require(text.range(of: "```yaml\n"))
        let end = try #require(text[start.upperBound...].range(of: "```"))
        let budgets = try BudgetFile(Array(text[start.upperBound..<end.lowerBound].utf8)).budgets
        #expect(Set(budgets.map(\.subject.kind)) == Set(BudgetKind.allCases))
    }

    @Test("JSON is read as well, and a file without budgets has none")
    func json() throws {
        let file = try BudgetFile(
            Array(#"{"budgets": [{"on": "size", "max": "1 kB"}, {"on": "score", "min": 9}]}"#.utf8))
        #expect(file.budgets.map(\.limit) == [.absolute(1_000), .absolute(9)])
        #expect(try BudgetFile(Array("budgets: []".utf8)).budgets.isEmpty)
    }

    private static func faults(_ text: String) -> [BudgetFileFault] {
        do {
            _ = try BudgetFile(Array(text.utf8))
            return []
        } catch {
            return error.faults
        }
    }

    private static func fault(_ line: Int, _ key: String?, _ reason: BudgetFault) -> BudgetFileFault {
        BudgetFileFault(line: line, key: key, reason)
    }

    @Test(
        "What is wrong with a budget is told with its line and key",
        arguments: [
            ("max: 1", nil, .missing(ShownName("on"))),
            ("on: sizes, max: 1", "on", .notOneOf(BudgetKind.allCases.map(\.rawValue))),
            ("on: size", nil, .notOneLimit(["max", "maxIncrease", "maxDrift"])),
            ("on: size, max: 1, maxIncrease: 1", nil, .notOneLimit(["max", "maxIncrease", "maxDrift"])),
            ("on: size, maxx: 1, max: 1", "maxx", .unknownKey(nearest: ShownName("max"))),
            ("on: size, zzzzzz: 1, max: 1", "zzzzzz", .unknownKey(nearest: nil)),
            ("on: size, min: 1, max: 1", "min", .notFor(.size)), ("on: score, max: 1, min: 1", "max", .notFor(.score)),
            ("on: size, max: [1]", "max", .notText), ("on: size, max: ''", "max", .empty),
            ("on: size, max: 5 %", "max", .notSize), ("on: size, max: 1.5", "max", .notSize),
            ("on: size, max: -1", "max", .notSize), ("on: size, max: 1 PB", "max", .notSize),
            ("on: size, max: 9999999 GB", "max", .notSize),
            ("on: size, maxIncrease: a lot", "maxIncrease", .notSizeOrPercent),
            ("on: size, maxIncrease: 0.0001 %", "maxIncrease", .notSizeOrPercent),
            ("on: size, maxIncrease: 1000001 %", "maxIncrease", .notSizeOrPercent),
            ("on: score, min: 101", "min", .notScore), ("on: score, maxDecrease: x", "maxDecrease", .notScoreOrPercent),
            ("on: duplicates, max: 1 kB", "max", .notCount),
            ("on: duplicates, max: 1000001", "max", .notCount),
            ("on: duplicates, maxIncrease: 1 kB", "maxIncrease", .notCountOrPercent),
            ("on: size, maxDrift: 1 %", nil, .missing(ShownName("builds"))),
            ("on: size, maxDrift: 1 %, builds: 1", "builds", .notBuilds(lowest: 2, highest: 200)),
            ("on: size, maxDrift: 1 %, builds: 201", "builds", .notBuilds(lowest: 2, highest: 200)),
            ("on: size, max: 1, builds: 5", "builds", .onlyWith(ShownName("maxDrift"))),
            ("on: package, max: 1", nil, .missing(ShownName("package"))),
            ("on: files, max: 1, files: 'a[b].js'", "files", .glob(.unsupported(ShownName("[")))),
            ("on: files, max: 1, files: 'a\\'", "files", .glob(.unfinished)),
            ("on: forbidden, package: a, versions: 'one'", "versions", .range(.invalid)),
            ("on: size, compression: zstd, max: 1", "compression", .notOneOf(["raw", "gzip", "brotli"])),
        ] as [(String, String?, BudgetFault)])
    func faults(_ budget: String, _ key: String?, _ reason: BudgetFault) {
        let path = "budgets[2]" + (key.map { ".\($0)" } ?? "")
        #expect(
            Self.faults("budgets:\n  - {on: score, min: 1}\n  - {\(budget)}\n") == [Self.fault(3, path, reason)])
    }

    @Test("What is wrong with the file is told with the line, as far as there is one")
    func file() {
        #expect(Self.faults("") == [Self.fault(1, nil, .missing(ShownName("budgets")))])
        #expect(Self.faults("- a") == [Self.fault(1, nil, .notMapping)])
        #expect(Self.faults("budgets: x") == [Self.fault(1, "budgets", .notList)])
        #expect(Self.faults("budgets: [x]") == [Self.fault(1, "budgets[1]", .notMapping)])
        #expect(
            Self.faults("budgets: []\nbudget: 1") == [
                Self.fault(2, "budget", .unknownKey(nearest: ShownName("budgets")))
            ])
        #expect(Self.faults("budgets:\n  - on: [").map(\.reason) == [.notYAML])
        #expect(Self.faults("budgets:\n  - on: files\n    files: *.js") == [Self.fault(3, nil, .needsQuotes)])
        #expect(Self.faults("budgets:\n  - {on: size, max: 1, max: 2}").map(\.reason) == [.repeatedKey])
        #expect(
            Self.faults("budgets:\n  - {on: size, max: 1}\n  - {on: size, max: 2}") == [
                Self.fault(3, "budgets[2]", .repeatedName)
            ])
        let invalid = #expect(throws: BudgetFileFaults.self) { try BudgetFile([0xFF, 0x0A]) }
        #expect(invalid?.faults == [BudgetFileFault(.notUTF8)])
    }

    @Test("All that is wrong is told at once, up to a limit")
    func several() {
        #expect(Self.faults("budgets:\n  - {on: size, max: x}\n  - {on: score}").map(\.line) == [2, 3])
        let many = "budgets:\n" + String(repeating: "  - {on: x}\n", count: 30)
        #expect(Self.faults(many).count == BudgetLimits.faults)
    }

    @Test("Limits: at them a file is read, beyond them it is refused")
    func limits() throws {
        let budget = "budgets: [{on: score, min: 1}]\n"
        let full = budget + String(repeating: "#", count: BudgetLimits.fileBytes - budget.utf8.count)
        #expect(try BudgetFile(Array(full.utf8)).budgets.count == 1)
        #expect(Self.faults(full + "#") == [BudgetFileFault(.fileTooLarge(limit: BudgetLimits.fileBytes))])
        func budgets(_ count: Int) -> String {
            "budgets:\n" + (0..<count).map { "  - {on: score, name: b\($0), min: 1}\n" }.joined()
        }
        #expect(Self.faults(budgets(BudgetLimits.budgets)).isEmpty)
        #expect(
            Self.faults(budgets(BudgetLimits.budgets + 1)).map(\.reason) == [
                .tooManyBudgets(limit: BudgetLimits.budgets)
            ])
        for (key, limit, rest) in [
            ("name", BudgetLimits.nameBytes, "on: size"), ("entry", BudgetLimits.textBytes, "on: size"),
            ("package", BudgetLimits.textBytes, "on: package"), ("files", BudgetLimits.globBytes, "on: files"),
        ] {
            func file(_ count: Int) -> String {
                "budgets: [{\(rest), max: 1, \(key): \(String(repeating: "a", count: count))}]"
            }
            #expect(Self.faults(file(limit)).isEmpty)
            let reason: BudgetFault = key == "files" ? .glob(.tooLong(limit: limit)) : .tooLong(limit: limit)
            #expect(Self.faults(file(limit + 1)).map(\.reason) == [reason])
        }
        let range =
            "budgets: [{on: forbidden, package: a, versions: \"\(String(repeating: " ", count: BudgetLimits.rangeBytes))1\"}]"
        #expect(Self.faults(range).map(\.reason) == [.range(.tooLong(limit: BudgetLimits.rangeBytes))])
    }

    @Test("References and deep nesting are refused before they cost anything")
    func hostile() {
        let bomb = (1...30).reduce("a0: &a0 x\n") { "\($0)a\($1): &a\($1) [*a\($1 - 1), *a\($1 - 1)]\n" }
        #expect(Self.faults(bomb) == [BudgetFileFault(line: 1, .anchor)])
        #expect(Self.faults("budgets: [{on: size, name: Q&A, max: 1}]").isEmpty)
        let deep = String(repeating: "[", count: 30_000)
        #expect(Self.faults(deep).map(\.reason) == [.notYAML])
        #expect(Self.faults(String(repeating: "- ", count: 30_000)).map(\.reason) == [.notYAML])
        let nested = String(repeating: "[", count: 900) + String(repeating: "]", count: 900)
        #expect(Self.faults(nested).map(\.reason) == [.notMapping])
    }
}
