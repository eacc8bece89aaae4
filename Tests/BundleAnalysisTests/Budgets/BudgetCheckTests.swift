import Testing

@testable import BundleAnalysis

@Suite("What budgets say of a build")
struct BudgetCheckTests {
    struct Case: Sendable, CustomTestStringConvertible {
        var name: String
        var budget: String
        var current: Int
        var baseline: Int?
        var accepted: Double?
        var state: BudgetVerdict.State

        init(
            _ name: String, _ budget: String, _ current: Int, baseline: Int? = nil, accepted: Double? = nil,
            _ state: BudgetVerdict.State
        ) {
            (self.name, self.budget, self.current, self.baseline) = (name, budget, current, baseline)
            (self.accepted, self.state) = (accepted, state)
        }

        var testDescription: String { name }
    }

    static let sizes = [
        Case("at the limit", "max: 1 kB", 1_000, .kept),
        Case("a byte beyond", "max: 1 kB", 1_001, .exceeded),
        Case("a byte beyond, which the baseline keeps", "max: 1 kB", 1_001, baseline: 1_000, .exceeded),
        Case("beyond as the baseline is", "max: 1 kB", 2_000, baseline: 2_000, .noWorse),
        Case("beyond, but better than the baseline", "max: 1 kB", 1_900, baseline: 2_000, .noWorse),
        Case("beyond as the baseline is, and worse by noise", "max: 1 kB", 2_100, baseline: 2_000, .noWorse),
        Case("beyond as the baseline is, and worse by more", "max: 1 kB", 2_101, baseline: 2_000, .exceeded),
        Case("compressed", "compression: gzip, max: 1 kB", 2_001, .kept),
        Case("compressed, and beyond", "compression: gzip, max: 1 kB", 2_002, .exceeded),
        Case("with brotli", "compression: brotli, max: 1 kB", 4_004, .exceeded),
        Case("grown by what is allowed", "maxIncrease: 2 kB", 12_000, baseline: 10_000, .kept),
        Case("grown by a byte more", "maxIncrease: 2 kB", 12_001, baseline: 10_000, .exceeded),
        Case("grown by the percentage", "maxIncrease: 5 %", 10_500, baseline: 10_000, .kept),
        Case("grown by a byte more than that", "maxIncrease: 5 %", 10_501, baseline: 10_000, .exceeded),
        Case("shrunk", "maxIncrease: 0", 9_000, baseline: 10_000, .kept),
        Case("unchanged", "maxIncrease: 0", 10_000, baseline: 10_000, .kept),
        Case("grown by 100 bytes, which is noise", "maxIncrease: 0", 10_100, baseline: 10_000, .noWorse),
        Case("grown by 101 bytes, which is not", "maxIncrease: 0", 10_101, baseline: 10_000, .exceeded),
        Case("grown by 0.1 %, which is noise", "maxIncrease: 0", 1_001_000, baseline: 1_000_000, .noWorse),
        Case("grown by a byte more than 0.1 %", "maxIncrease: 0", 1_001_001, baseline: 1_000_000, .exceeded),
        Case("grown by 0.0 %", "maxIncrease: 0 %", 1_001_001, baseline: 1_000_000, .exceeded),
        Case("up to what was accepted", "max: 1 kB", 1_500, baseline: 1_000, accepted: 1_500, .accepted),
        Case("a byte beyond what was accepted", "max: 1 kB", 1_501, baseline: 1_000, accepted: 1_500, .exceeded),
        Case(
            "a byte beyond it, once it is the baseline", "max: 1 kB", 1_501, baseline: 1_500, accepted: 1_500, .exceeded
        ),
        Case(
            "growth up to what was accepted", "maxIncrease: 5 %", 12_000, baseline: 10_000, accepted: 12_000, .accepted),
        Case("growth beyond it", "maxIncrease: 5 %", 12_101, baseline: 10_000, accepted: 12_000, .exceeded),
        Case("an acceptance below the limit changes nothing", "max: 2 kB", 1_900, accepted: 1_500, .kept),
    ]

    @Test("Sizes: absolute, relative, compressed, with noise and acceptances", arguments: sizes)
    func size(_ some: Case) throws {
        let budgets = try BudgetFile.lines("  - {on: size, name: b, \(some.budget)}")
        let outcome = BudgetCheck.outcome(
            of: budgets, for: try BudgetSample.bytes(some.current).build(),
            baseline: try some.baseline.map { try BudgetSample.bytes($0).build() },
            accepted: some.accepted.map { [BudgetAcceptance(name: "b", subject: "size", value: $0)] } ?? [])
        #expect(outcome.verdicts.map(\.state) == [some.state])
        #expect(outcome.isExceeded == (some.state == .exceeded))
        #expect(outcome.results.map(\.exceeded) == [some.state == .exceeded])
        #expect(
            outcome.verdicts.map(\.measured) == [
                outcome.verdicts.first?.result.unit == .percent
                    ? Double(some.current) : outcome.results.first?.value
            ])
    }

    @Test(
        "Of a score, less is worse",
        arguments: [
            ("min: 80", 80, nil, .kept), ("min: 80", 79, nil, .exceeded), ("min: 80", 70, 70, .noWorse),
            ("min: 80", 69, 70, .exceeded), ("maxDecrease: 5", 85, 90, .kept), ("maxDecrease: 5", 84, 90, .exceeded),
            ("maxDecrease: 10 %", 81, 90, .kept), ("maxDecrease: 10 %", 80, 90, .exceeded),
            ("maxDecrease: 0", 100, 90, .kept),
        ] as [(String, Int, Int?, BudgetVerdict.State)])
    func score(_ limit: String, _ current: Int, _ baseline: Int?, _ state: BudgetVerdict.State) throws {
        let outcome = BudgetCheck.outcome(
            of: try BudgetFile.lines("  - {on: score, \(limit)}"), for: try BudgetSample(score: current).build(),
            baseline: try baseline.map { try BudgetSample(score: $0).build() })
        #expect(outcome.verdicts.map(\.state) == [state])
    }

    @Test("A growth of 0.3 % with each of twenty builds exceeds 5 % of drift at the seventeenth, and stays beyond it")
    func drift() throws {
        let values = (0...40).map { Int((1_000_000 * (0..<$0).reduce(1.0) { all, _ in all * 1.003 }).rounded()) }
        let budgets = try BudgetFile.lines("  - {on: size, maxDrift: 5 %, builds: 20}")
        func state(_ value: Int, after past: ArraySlice<Int>) throws -> BudgetVerdict.State? {
            BudgetCheck.outcome(
                of: budgets, for: try BudgetSample.bytes(value).build(),
                baseline: try past.last.map { try BudgetSample.bytes($0).build() },
                history: { _ in past.map(Double.init) }
            ).verdicts.first?.state
        }
        let states = try (1...20).map { try state(values[$0], after: values[..<$0]) }
        #expect(states.prefix(16).allSatisfy { $0 == .kept })
        #expect(states.dropFirst(16).allSatisfy { $0 == .exceeded })
        // Whoever adds nothing is not to blame.
        #expect(try state(values[20], after: values[...20]) == .noWorse)
        // Over ten builds it never is as much: 1.003^10 is 1.0304.
        let short = try BudgetFile.lines("  - {on: size, maxDrift: 5 %, builds: 10}")
        let outcome = BudgetCheck.outcome(
            of: short, for: try BudgetSample.bytes(values[40]).build(), baseline: nil,
            history: { _ in values[..<40].map(Double.init) })
        #expect(outcome.verdicts.map(\.state) == [.kept])
        let percent = try #require(outcome.results.first)
        #expect(percent.unit == .percent && abs(percent.value - 103.04) < 0.01 && abs(percent.limit - 105) < 1e-9)
    }

    @Test("A drift by steps that are noise each is found; one in bytes has its result in bytes")
    func slowDrift() throws {
        let budgets = try BudgetFile.lines("  - {on: size, maxDrift: 1 kB, builds: 20}")
        let past = (0..<11).map { 100_000 + Double($0) * 95 }
        let outcome = BudgetCheck.outcome(
            of: budgets, for: try BudgetSample.bytes(101_045).build(),
            baseline: try BudgetSample.bytes(100_950).build(), history: { _ in past })
        let result = try #require(outcome.results.first)
        #expect(result.exceeded && result.unit == .bytes && result.limit == 101_000 && result.baseline == 100_950)
    }

    @Test("Without what to compare with, a budget says nothing, and why")
    func undecided() throws {
        let budgets = try BudgetFile.lines(
            """
              - {on: size, maxIncrease: 5 %}
              - {on: size, maxDrift: 5 %, builds: 20}
              - {on: initialSize, entry: gone, max: 1 kB}
              - {on: size, compression: gzip, max: 1 kB}
              - {on: duplicates, max: 0}
              - {on: forbidden, package: moment, versions: "<2"}
            """)
        var sample = BudgetSample(duplicates: nil, isCompressed: false)
        sample.packages = [("moment", "node_modules/moment", nil, 10)]
        let outcome = BudgetCheck.outcome(of: budgets, for: try sample.build(), baseline: nil)
        #expect(outcome.verdicts.isEmpty && !outcome.isExceeded)
        #expect(
            outcome.undecided.map(\.reason)
                == [.noBaseline, .noHistory, .notInBuild, .unknownSize, .unknownContent, .unknownVersion])
        let grown = try BudgetFile.lines(
            "  - {on: size, entry: main, maxIncrease: 0}\n  - {on: duplicates, maxIncrease: 0}")
        let other = BudgetSample(entryPoints: [("other", 1)], duplicates: nil)
        let compared = BudgetCheck.outcome(of: grown, for: try BudgetSample().build(), baseline: try other.build())
        #expect(compared.undecided.map(\.reason) == [.notInBaseline, .unknownInBaseline])
    }

    @Test("A budget on each entry point has a result for each, called by its name")
    func entryPoints() throws {
        let sample = BudgetSample(entryPoints: [("main", 100), ("café", 300), ("cafe\u{301}", 100)])
        let budgets = try BudgetFile.lines(
            "  - {on: initialSize, max: 200 B}\n  - {on: size, entry: \"cafe\u{301}\", max: 200 B}\n  - {on: size, max: 500 B}"
        )
        let outcome = BudgetCheck.outcome(of: budgets, for: try sample.build(), baseline: nil)
        #expect(
            outcome.results.map { Array($0.subject.utf8) }
                == ["main", "café", "cafe\u{301}", "cafe\u{301}", "size"].map { Array($0.utf8) })
        #expect(outcome.results.map(\.exceeded) == [false, true, false, false, false])
        #expect(
            outcome.results.map(\.name) == [
                "initialSize *", "initialSize *", "initialSize *", "size cafe\u{301}", "size",
            ])
    }

    @Test("Duplicates by their count and by what they waste; packages by all their copies; files by their names")
    func others() throws {
        var sample = BudgetSample(entryPoints: [("js/main", 5_000), ("js/admin", 500)], duplicates: (2, 800))
        sample.packages = [
            ("lodash", "node_modules/lodash", "4.17.21", 700),
            ("lodash", "node_modules/a/node_modules/lodash", "3.1.0", 400),
        ]
        let budgets = try BudgetFile.lines(
            """
              - {on: duplicates, max: 1}
              - {on: duplicateBytes, max: 800}
              - {on: package, package: lodash, max: 1 kB}
              - {on: package, package: absent, max: 0}
              - {on: files, files: "js/m*.js", max: 4 kB}
              - {on: files, files: "**/*.js", max: 5.5 kB}
              - {on: files, files: "*.js", max: 0}
            """)
        let outcome = BudgetCheck.outcome(of: budgets, for: try sample.build(), baseline: nil)
        #expect(outcome.results.map(\.value) == [2, 800, 1_100, 0, 5_000, 5_500, 0])
        #expect(outcome.results.map(\.exceeded) == [true, false, true, false, true, false, false])
        #expect(outcome.results.map(\.unit) == [.count, .bytes, .bytes, .bytes, .bytes, .bytes, .bytes])
    }

    @Test(
        "A forbidden package is counted where its version is in the range",
        arguments: [
            ("", ["2.30.1"], [], .exceeded), ("", [nil], [], .exceeded), ("", [], [], .kept),
            (", versions: \"<2.30.0\"", ["2.30.1"], [], .kept), (", versions: \"<2.30.0\"", ["2.29.4"], [], .exceeded),
            (", versions: \"<2.30.0\"", ["2.29.4"], ["2.29.4"], .noWorse),
            (", versions: \"<2.30.0\"", ["2.29.4", "2.1.0"], ["2.29.4"], .exceeded),
            (", versions: \"^3 || 1.x\"", ["1.9.0", nil], [], .exceeded),
        ] as [(String, [String?], [String?], BudgetVerdict.State)])
    func forbidden(_ range: String, _ versions: [String?], _ before: [String?], _ state: BudgetVerdict.State) throws {
        func build(_ versions: [String?]) throws -> ComparedBuild {
            var sample = BudgetSample()
            sample.packages = versions.enumerated().map { ("moment", "node_modules/\($0)/moment", $1, 1) }
            return try sample.build()
        }
        let outcome = BudgetCheck.outcome(
            of: try BudgetFile.lines("  - {on: forbidden, package: moment\(range)}"), for: try build(versions),
            baseline: try build(before))
        #expect(outcome.verdicts.map(\.state) == [state])
        #expect(outcome.results.first?.limit == 0 && outcome.results.first?.unit == .count)
    }

    @Test("What is accepted is the value of an excess, and of nothing else")
    func acceptance() throws {
        let budgets = try BudgetFile.lines("  - {on: size, maxIncrease: 5 %}")
        func outcome(_ current: Int, _ accepted: [BudgetAcceptance] = []) throws -> BudgetOutcome {
            BudgetCheck.outcome(
                of: budgets, for: try BudgetSample.bytes(current).build(),
                baseline: try BudgetSample.bytes(10_000).build(), accepted: accepted)
        }
        let exceeded = try #require(try outcome(12_000).verdicts.first)
        #expect(exceeded.result.value == 120 && exceeded.result.limit == 105 && exceeded.result.baseline == 100)
        let acceptance = try #require(BudgetAcceptance(exceeded))
        #expect(acceptance == BudgetAcceptance(name: "size maxIncrease", subject: "size", value: 12_000))
        #expect(try outcome(12_000, [acceptance]).verdicts.map(\.state) == [.accepted])
        #expect(try outcome(12_001, [acceptance]).isExceeded)
        #expect(BudgetAcceptance(try #require(try outcome(10_001).verdicts.first)) == nil)
    }

    @Test("Of very many results the exceeded ones are kept, and the others counted")
    func many() throws {
        let entries = (0..<1_200).map { ("e\($0)", $0 == 1_150 ? 900 : 100) }
        let outcome = BudgetCheck.outcome(
            of: try BudgetFile.lines("  - {on: initialSize, max: 200}"),
            for: try BudgetSample(entryPoints: entries.map { (name: $0.0, bytes: $0.1) }).build(), baseline: nil)
        #expect(outcome.verdicts.count == BudgetLimits.results && outcome.omitted == 200)
        #expect(outcome.isExceeded && outcome.results.first?.subject == "e1150")
    }
}
