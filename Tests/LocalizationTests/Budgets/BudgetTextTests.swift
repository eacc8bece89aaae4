import Domain
import Localization
import Testing

@testable import BundleAnalysis

@Suite("Texts of budgets")
struct BudgetTextTests {
    @Test("Every fault of a file, verdict and reason has a text in each language")
    func texts() {
        for message in BudgetFault.samples { expectText(of: message) }
        for message in Glob.Fault.samples { expectText(of: message) }
        for message in SemanticRange.Fault.samples { expectText(of: message) }
        for state in BudgetVerdict.State.allCases { expectText(of: state) }
        for reason in UndecidedBudget.Reason.allCases { expectText(of: reason) }
        expectText(of: BudgetFault.unknownKey(nearest: nil))
    }

    @Test("What is stored of a budget has the same names and texts as what is decided")
    func stored() {
        #expect(ArtifactBudgets.State.allCases.map(\.rawValue) == BudgetVerdict.State.allCases.map(\.rawValue))
        #expect(ArtifactBudgets.Unit.allCases.map(\.rawValue) == BudgetResult.Unit.allCases.map(\.rawValue))
        let (stored, decided) = (ArtifactBudgets.Undecided.Reason.allCases, UndecidedBudget.Reason.allCases)
        #expect(Set(stored.map(\.rawValue)) == Set(decided.map(\.rawValue)))
        for state in ArtifactBudgets.State.allCases { expectText(of: state) }
        for reason in stored { expectText(of: reason) }
        #expect(ArtifactBudgets.Unit.percent.text(of: 103.2).en == "103.2 %")
    }

    @Test("A fault says where it is, and a refused file says all of them")
    func places() {
        let fault = BudgetFileFault(line: 4, key: "budgets[2].maks", .unknownKey(nearest: ShownName("max")))
        #expect(fault.text.en == "line 4, `budgets[2].maks`: unknown key; did you mean `max`?")
        #expect(fault.text.zh == "第 4 行，`budgets[2].maks`：未知的键；您是指 `max` 吗？")
        let whole = BudgetFileFault(.notUTF8)
        let one = RefusedBudgets(BudgetFileFaults(faults: [whole]), in: "b.yaml").text
        #expect(one.en == "The budgets in `b.yaml` can't be read: it is not UTF-8 text")
        let two = RefusedBudgets(
            BudgetFileFaults(faults: [whole, BudgetFileFault(line: 1, .notMapping)]), in: "b.yaml")
        #expect(
            two.text.en == """
                The budgets in `b.yaml` can't be read:
                  it is not UTF-8 text
                  line 1: must be a mapping of keys to values
                """)
    }
}

extension BudgetFault: Sampled {
    static func sample(after previous: Self?) -> Self? {
        switch previous {
        case nil: .fileTooLarge(limit: 65_536)
        case .fileTooLarge: .notUTF8
        case .notUTF8: .notYAML
        case .notYAML: .needsQuotes
        case .needsQuotes: .anchor
        case .anchor: .unknownKey(nearest: ShownName("max"))
        case .unknownKey: .repeatedKey
        case .repeatedKey: .notFor(.score)
        case .notFor: .onlyWith(ShownName("maxDrift"))
        case .onlyWith: .missing(ShownName("on"))
        case .missing: .notList
        case .notList: .notMapping
        case .notMapping: .notText
        case .notText: .tooManyBudgets(limit: 100)
        case .tooManyBudgets: .empty
        case .empty: .tooLong(limit: 200)
        case .tooLong: .notOneOf(["raw", "gzip"])
        case .notOneOf: .notSize
        case .notSize: .notSizeOrPercent
        case .notSizeOrPercent: .notCount
        case .notCount: .notCountOrPercent
        case .notCountOrPercent: .notScore
        case .notScore: .notScoreOrPercent
        case .notScoreOrPercent: .notBuilds(lowest: 2, highest: 200)
        case .notBuilds: .notOneLimit(["max", "maxDrift"])
        case .notOneLimit: .repeatedName
        case .repeatedName: .glob(.unfinished)
        case .glob: .range(.invalid)
        case .range: nil
        }
    }
}

extension Glob.Fault: Sampled {
    static func sample(after previous: Self?) -> Self? {
        switch previous {
        case nil: .empty
        case .empty: .tooLong(limit: 256)
        case .tooLong: .unsupported(ShownName("["))
        case .unsupported: .unfinished
        case .unfinished: nil
        }
    }
}

extension SemanticRange.Fault: Sampled {
    static func sample(after previous: Self?) -> Self? {
        switch previous {
        case nil: .tooLong(limit: 256)
        case .tooLong: .invalid
        case .invalid: nil
        }
    }
}
