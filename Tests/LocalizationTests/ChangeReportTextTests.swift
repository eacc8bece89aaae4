import BundleAnalysis
import Localization
import Testing

@Suite("Texts of a report of what changed")
struct ChangeReportTextTests {
    private static let place = ImportPlace(module: "src/table.ts", specifier: "lodash", kind: .static, line: 3)

    @Test("A verdict is one sentence, in both languages")
    func verdicts() {
        for change in ChangeVerdict.Change.samples { expectText(of: change) }
        for reason in ChangeVerdict.Reason.samples { expectText(of: reason) }
        let growth = ChangeVerdict.Growth(
            subject: .initialScripts(entryPoint: "main"), raw: 6_700,
            reason: .imported(name: "lodash", isPackage: true, by: Self.place), others: 2)
        #expect(
            ChangeVerdict(.changed(growth)).text.en
                == "+6.7 kB initial JavaScript in `main`, because `src/table.ts` imports lodash; "
                + "2 more entry points changed")
        #expect(
            ChangeVerdict(.changed(growth), exceeded: ["a", "b"]).text.en.hasPrefix(
                "2 budgets are exceeded (`a`, `b`): +6.7 kB initial JavaScript in `main`"))
        // Scripts that are loaded later, but images and pages too.
        let other = ChangeVerdict.Growth(subject: .files(entryPoint: "main"), raw: -20, reason: nil, others: 0)
        #expect(ChangeVerdict(.changed(other)).text.en == "-20 B in other files of `main`")
        #expect(ChangeVerdict(.scored(from: 90, to: 85)).text.en == "A score of 85 instead of 90, no change in size")
        #expect(
            ChangeVerdict(.first(raw: 343_000, entryPoints: 1, score: 65)).text.en
                == "343 kB in 1 entry point, with a score of 65; nothing to compare with")
    }

    @Test("What is said of findings, kinds, budgets and the report itself reads in both languages")
    func others() {
        for label in ReportLabel.allCases { expectText(of: label) }
        for kind in Duplicate.Kind.allCases { expectText(of: kind) }
        for note in [ReportNote.cut, .unchangedEntryPoints(count: 1), .unchangedEntryPoints(count: 2)] {
            expectText(of: note)
        }
        for count in [1, 2] { expectText(of: ReportNote.moreDuplicates(count: count)) }
        let remedy = DuplicateRemedy.dedupe(package: "lodash", version: "4.17.21")
        expectText(of: FindingText.added(name: "a", isPackage: true, version: "1", raw: 9, entryPoint: "main"))
        expectText(of: FindingText.added(name: "a", isPackage: false, version: nil, raw: 9, entryPoint: nil))
        expectText(of: FindingText.duplicate(name: "lodash", isPackage: true, wasted: 9, remedy: remedy))
        expectText(of: FindingText.audit(.duplicateLibraries, entryPoint: "main", findings: 1))
    }

    @Test(
        "A budget says its value and its limit in its unit",
        arguments: [
            (BudgetResult.Unit.bytes, 350_123, 340_000, "350 kB, more than 340 kB"),
            (.score, 60, 65, "60, less than 65"), (.count, 3, 2, "3, more than 2"),
            (.percent, 104.25, 103, "104.3 %, more than 103 %"), (.bytes, .infinity, 1, "inf B, more than 1 B"),
        ])
    func budgets(_ unit: BudgetResult.Unit, _ value: Double, _ limit: Double, _ words: String) {
        var budget = BudgetResult(
            name: "b", subject: "size", value: value, limit: limit, baseline: nil, unit: unit, exceeded: true)
        expectText(of: budget)
        #expect(budget.text.en == "The budget `b` is exceeded: \(words).")
        budget.exceeded = false
        expectText(of: budget)
    }

    @Test(
        "A name that could be anything else than a word is in backquotes",
        arguments: [
            ("lodash", "lodash"), ("lodash.debounce", "lodash.debounce"), ("@babel/core", "`@babel/core`"),
            ("__proto__", "`__proto__`"), ("a`b", "`a\u{FFFD}b`"), ("www.evil.example", "`www.evil.example`"),
            ("GH-12", "`GH-12`"), ("-x", "`-x`"), ("", "`?`"),
        ])
    func names(_ name: String, _ shown: String) {
        #expect(ChangeVerdict.Reason.added(name: name, isPackage: true).text.en == "because \(shown) is new")
        let remedy = DuplicateRemedy.alias(package: name, from: "a", to: "b").text.en
        #expect(remedy.hasPrefix("\(shown) is in the build"))
    }
}

extension ChangeVerdict.Change: Sampled {
    static func sample(after previous: Self?) -> Self? {
        switch previous {
        case nil: .first(raw: 343_000, entryPoints: 2, score: 65)
        case .first: .unchanged
        case .unchanged: .moved(modules: 1)
        case .moved: .compressed(gzip: 0, brotli: -12)
        case .compressed: .scored(from: 90, to: 85)
        case .scored: .changed(ChangeVerdict.Growth(subject: .build, raw: -1, reason: nil, others: 1))
        case .changed(let growth) where growth.subject == .build:
            .changed(ChangeVerdict.Growth(subject: .files(entryPoint: "a"), raw: 1, reason: .newEntryPoint, others: 0))
        case .changed(let growth) where growth.subject == .files(entryPoint: "a"):
            .changed(ChangeVerdict.Growth(subject: .initialFiles(entryPoint: "a"), raw: 1, reason: nil, others: 0))
        case .changed: nil
        }
    }
}

extension ChangeVerdict.Reason: Sampled {
    static func sample(after previous: Self?) -> Self? {
        switch previous {
        case nil: .newEntryPoint
        case .newEntryPoint: .removedEntryPoint
        case .removedEntryPoint:
            .imported(name: "src/late.ts", isPackage: false, by: ImportPlace(module: "src/a.ts", kind: .dynamic))
        case .imported: .added(name: "lodash", isPackage: true)
        case .added: .removed(name: "src/a.ts", isPackage: false)
        case .removed: .version(package: "react", from: "17.0.2", to: "18.2.0")
        case .version: .changed(name: "src/a.ts", isPackage: false)
        case .changed: nil
        }
    }
}
