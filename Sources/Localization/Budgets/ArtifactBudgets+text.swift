import BundleAnalysis
package import Domain

extension ArtifactBudgets.State: Message {
    package var text: LocalizedText {
        switch self {
        case .kept: BudgetVerdict.State.kept.text
        case .accepted: BudgetVerdict.State.accepted.text
        case .noWorse: BudgetVerdict.State.noWorse.text
        case .exceeded: BudgetVerdict.State.exceeded.text
        }
    }
}

extension ArtifactBudgets.Undecided.Reason: Message {
    package var text: LocalizedText {
        switch self {
        case .noBaseline: UndecidedBudget.Reason.noBaseline.text
        case .notInBaseline: UndecidedBudget.Reason.notInBaseline.text
        // A server knows earlier builds, if there are any.
        case .noHistory:
            LocalizedText(
                en: "there is no earlier build of the baseline branch to measure a drift from", zh: "基线分支没有可用于衡量漂移的更早构建"
            )
        case .notInBuild: UndecidedBudget.Reason.notInBuild.text
        case .unknownSize: UndecidedBudget.Reason.unknownSize.text
        case .unknownContent: UndecidedBudget.Reason.unknownContent.text
        case .unknownVersion: UndecidedBudget.Reason.unknownVersion.text
        case .unknownInBaseline: UndecidedBudget.Reason.unknownInBaseline.text
        }
    }
}

extension ArtifactBudgets.Unit {
    /// A value in this unit: `350 kB`, `85`, `104.2 %`.
    package func text(of value: Double) -> LocalizedText {
        switch self {
        case .bytes: BudgetResult.Unit.bytes.text(of: value)
        case .score: BudgetResult.Unit.score.text(of: value)
        case .count: BudgetResult.Unit.count.text(of: value)
        case .percent: BudgetResult.Unit.percent.text(of: value)
        }
    }
}
