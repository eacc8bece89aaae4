import Domain
import Localization

/// What an artifact's page says of its budgets: each with its state, whose they are, and what was accepted, by whom and
/// why.
///
/// Its names differ from those of the page around it, which a template finds where these are nil.
struct BudgetsView: Sendable {
    struct Row: Sendable {
        var budget: String
        var on: String
        var value: String
        var limit: String
        /// A dash if there is none.
        var before: String
        /// What stands before the state: people who don't see its color see this.
        var mark: String
        var state: String
        var meaning: String
    }

    struct Acceptance: Sendable {
        var by: String
        var reason: String
        var time: MomentView
        /// What was accepted, up to which values.
        var what: String
    }

    /// Whose budgets they are.
    var source: String?
    var budgetRows: [Row]
    var hasBudgetRows: Bool
    /// The budgets that nothing can be said of, with why.
    var unchecked: [String]
    var hasUnchecked: Bool
    /// How many are not listed.
    var furtherBudgets: String?
    var acceptances: [Acceptance]
    var hasAcceptances: Bool
    /// Where to accept what is exceeded; nil for those who may not, and if nothing is.
    var acceptPath: String?
    var longestReason = ExcessAcceptance.longestReason

    /// Nil if there is nothing to say.
    init?(_ review: ArtifactReview, of artifact: Artifact, in project: Project, _ request: PageRequest) {
        guard review.budgets != nil || !review.acceptances.isEmpty else { return nil }
        let strings = request.strings
        let budgets = review.budgets
        source = (budgets?.source).map { strings("budgets-of-\($0.rawValue)") }
        let verdicts = budgets?.verdicts ?? []
        budgetRows =
            (verdicts.filter { $0.state == .exceeded } + verdicts.filter { $0.state != .exceeded })
            .map { Row($0, strings) }
        hasBudgetRows = !budgetRows.isEmpty
        unchecked = (budgets?.undecided ?? []).map { budget in
            strings(
                "budget-unchecked",
                ["name": budget.name, "subject": budget.subject, "reason": strings(budget.reason)])
        }
        hasUnchecked = !unchecked.isEmpty
        furtherBudgets = (budgets?.omitted).flatMap { $0 > 0 ? strings.counted("budgets-further", $0) : nil }
        acceptances = review.acceptances.map { Acceptance($0, now: request.services.now, strings) }
        hasAcceptances = !acceptances.isEmpty
        acceptPath =
            request.isAdmin && budgets?.isExceeded == true
            ? "/\(project.id)/artifacts/\(artifact.id)/acceptance" : nil
    }
}

extension BudgetsView.Row {
    init(_ verdict: ArtifactBudgets.Verdict, _ strings: Strings) {
        budget = verdict.name
        on = verdict.subject
        value = verdict.unit.text(of: verdict.value)[strings.language]
        limit = verdict.unit.text(of: verdict.limit)[strings.language]
        before = verdict.baseline.map { verdict.unit.text(of: $0)[strings.language] } ?? "–"
        state = strings(verdict.state)
        switch verdict.state {
        case .kept: (mark, meaning) = ("✓", "good")
        case .accepted: (mark, meaning) = ("✓", "idle")
        case .noWorse: (mark, meaning) = ("–", "warning")
        case .exceeded: (mark, meaning) = ("✕", "bad")
        }
    }
}

extension BudgetsView.Acceptance {
    init(_ acceptance: ExcessAcceptance, now: Timestamp, _ strings: Strings) {
        by = acceptance.acceptedBy
        reason = acceptance.reason
        time = MomentView(acceptance.acceptedAt, now: now, strings)
        what = acceptance.excesses.map { excess in
            let value = excess.unit.text(of: excess.value)[strings.language]
            return strings("accepted-up-to", ["name": excess.name, "subject": excess.subject, "value": value])
        }.joined(separator: strings("list-separator"))
    }
}
