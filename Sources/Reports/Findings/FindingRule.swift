import BundleAnalysis
import Localization

/// What a finding is about. The IDs are what other programs remember findings by: they never change.
enum FindingRule: Hashable, Sendable {
    case budget
    case added
    case duplicate(Duplicate.Kind)
    case audit(AuditID)

    static let all: [FindingRule] =
        [.budget, .added] + Duplicate.Kind.allCases.map(FindingRule.duplicate)
        + AuditID.allCases.map(FindingRule.audit)

    var id: String {
        switch self {
        case .budget: "budget-exceeded"
        case .added: "import-added"
        case .duplicate(.versions): "duplicate-versions"
        case .duplicate(.sameVersion): "duplicate-installations"
        case .duplicate(.formats): "duplicate-formats"
        case .duplicate(.copiedModule): "duplicate-copies"
        case .duplicate(.sameText): "duplicate-code"
        case .audit(let audit): audit.rawValue
        }
    }

    var title: LocalizedText {
        switch self {
        case .budget: ReportLabel.budgets.text
        case .added: LocalizedText(en: "Import that adds a package or module", zh: "新增了包或模块的导入")
        case .duplicate(let kind):
            LocalizedText(
                en: "\(ReportLabel.duplicates.text.en): \(kind.text.en)",
                zh: "\(ReportLabel.duplicates.text.zh)：\(kind.text.zh)")
        case .audit(let audit): audit.text
        }
    }

    /// Nil if the title says it all.
    var description: LocalizedText? {
        guard case .audit(let audit) = self else { return nil }
        return AuditDescription(audit).text
    }
}
