import Domain
import Localization

/// The fields of a project's budgets, and of an acceptance.
enum BudgetFields {
    static let text = Field<String>.text(
        "text", 0...ProjectBudgets.maximumBytes,
        "A perfsee-budgets.yaml, at most \(ProjectBudgets.maximumBytes) bytes, in YAML or JSON. An empty text takes the "
            + "project's budgets away.", control: .layoutTaken, check: faultOfSize)
    static let reason = Field<String>.text(
        "reason", 1...ExcessAcceptance.longestReason, "Why the excess is all right.", control: .layoutTaken,
        check: { $0.isBlank ? .text(.empty) : nil })

    static let change = FieldTable([.required(text)])
    static let acceptance = FieldTable([.required(reason)])

    /// Bytes count, as they do in a file.
    @Sendable static func faultOfSize(_ text: String) -> FaultReason? {
        text.utf8.count > ProjectBudgets.maximumBytes ? .budgetsTooLarge(limit: ProjectBudgets.maximumBytes) : nil
    }

    /// What is wrong with a text of budgets.
    static func faults(in text: String, _ inspector: any BuildInspector) -> [FieldFault] {
        guard !text.isBlank else { return [] }
        return inspector.faults(ofBudgets: text).map { FieldFault(field: Self.text.name, reason: .budgets($0)) }
    }
}
