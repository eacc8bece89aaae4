import BundleAnalysis
import Domain
import Foundation
import Storage

/// Prepares the decision about an analyzed build's budgets: finds the budgets, and measures what they are on. All that
/// takes time is done here, before the transaction in which they are decided.
struct BudgetReviewer: Sendable {
    /// What was prepared, and what is wrong with the budgets.
    struct Prepared: Sendable {
        var review: BudgetReview
        var warning: AnalysisWarning?
    }

    let store: any AnalysisQueue & BudgetStore
    let blobs: any BlobStore

    func prepare(_ outcome: AnalysisOutcome, of claimed: ClaimedArtifact) async throws -> Prepared {
        var prepared = Prepared(review: BudgetReview(isOnBaselineBranch: claimed.isOnBaselineBranch))
        let found = try await budgets(of: outcome, in: claimed.project)
        prepared.warning = found.warning
        // A new analysis may have been made to compare again, of which people are told with the causes.
        guard !found.budgets.isEmpty || claimed.lease.pass == .again else { return prepared }
        let build = ComparedBuild(outcome)
        let baseline = await baseline(of: claimed)
        let causes = baseline.map { Self.causes(of: build, ImportChains(outcome.imports), $0) }
        prepared.review.causes = causes
        guard !found.budgets.isEmpty else { return prepared }
        let measured = MeasuredBudgets(found.budgets, of: build, baseline: baseline)
        let past = try await past(of: measured.drifts, claimed)
        prepared.review.decide = { acceptances in
            let accepted = acceptances.flatMap(\.excesses).map {
                BudgetAcceptance(name: $0.name, subject: $0.subject, value: $0.measured)
            }
            return ArtifactBudgets(
                measured.outcome(accepted: accepted, past: past), of: found.source, causes: causes)
        }
        return prepared
    }

    // MARK: Budgets

    private struct Found: Sendable {
        var source: ArtifactBudgets.Source
        var budgets: [Budget] = []
        var warning: AnalysisWarning?
    }

    /// The file in the build counts if there is one, else the project's own.
    private func budgets(of outcome: AnalysisOutcome, in project: Project) async throws -> Found {
        if let file = outcome.budgets { return Self.read(file, .build) }
        guard let own = try await store.budgets(of: project.number) else { return Found(source: .project) }
        return Self.read(Array(own.text.utf8), .project)
    }

    private static func read(_ bytes: [UInt8], _ source: ArtifactBudgets.Source) -> Found {
        do {
            return Found(source: source, budgets: try BudgetFile(bytes).budgets)
        } catch {
            let origin: BudgetOrigin = source == .build ? .build : .project
            let warning = error.faults.first.map {
                AnalysisWarning.unusedBudgets(origin: origin, fault: $0, more: error.faults.count - 1)
            }
            return Found(source: source, warning: warning)
        }
    }

    private func past(of drifts: [MeasuredBudgets.Drift], _ claimed: ClaimedArtifact) async throws -> [Int: [Double]] {
        guard let longest = drifts.map(\.builds).max() else { return [:] }
        let reports = try await store.driftReports(of: claimed, limit: longest)
        return await DriftHistory(blobs: blobs, reports: reports).values(of: drifts)
    }

    // MARK: The baseline

    /// Nil if there is nothing to compare with, or its files cannot be read.
    private func baseline(of claimed: ClaimedArtifact) async -> ComparedBuild? {
        guard let result = claimed.baseline?.result,
            let report = await read(result.reportKey, limit: StoredBuildInspector.reportLimit)
        else { return nil }
        let content = await read(result.contentKey, limit: StoredBuildInspector.contentLimit)
        return (try? ComparedBuild(report: report, content: content))
            ?? (try? ComparedBuild(report: report, content: nil))
    }

    private func read(_ key: String, limit: Int) async -> Data? {
        guard let size = try? await blobs.size(key), size <= limit else { return nil }
        return (try? await blobs.withFile(key) { try Data(contentsOf: URL(fileURLWithPath: $0)) }) ?? nil
    }

    private static func causes(
        of build: ComparedBuild, _ chains: ImportChains, _ baseline: ComparedBuild
    ) -> [ArtifactCause] {
        BuildComparison.diff(build, against: baseline) { chains.place(of: $0) }.change.causes.map { cause in
            ArtifactCause(
                name: cause.name, bytes: cause.change.raw,
                from: cause.importedBy.map { place in place.module + (place.line.map { ":\($0)" } ?? "") })
        }
    }
}

extension ArtifactBudgets {
    /// As they are stored.
    init(_ outcome: BudgetOutcome, of source: Source, causes: [ArtifactCause]?) {
        self.init(
            source: source, verdicts: outcome.verdicts.map(Verdict.init),
            undecided: outcome.undecided.map(Undecided.init), omitted: outcome.omitted, causes: causes)
    }
}

extension ArtifactBudgets.Verdict {
    fileprivate init(_ verdict: BudgetVerdict) {
        let result = verdict.result
        self.init(
            name: result.name, subject: result.subject, value: result.value, limit: result.limit,
            baseline: result.baseline, unit: .init(result.unit), state: .init(verdict.state),
            measured: verdict.measured)
    }
}

extension ArtifactBudgets.Unit {
    fileprivate init(_ unit: BudgetResult.Unit) {
        switch unit {
        case .bytes: self = .bytes
        case .score: self = .score
        case .count: self = .count
        case .percent: self = .percent
        }
    }
}

extension ArtifactBudgets.State {
    fileprivate init(_ state: BudgetVerdict.State) {
        switch state {
        case .kept: self = .kept
        case .accepted: self = .accepted
        case .noWorse: self = .noWorse
        case .exceeded: self = .exceeded
        }
    }
}

extension ArtifactBudgets.Undecided {
    fileprivate init(_ budget: UndecidedBudget) {
        self.init(name: budget.name, subject: budget.subject, reason: Reason(budget.reason))
    }
}

extension ArtifactBudgets.Undecided.Reason {
    fileprivate init(_ reason: UndecidedBudget.Reason) {
        switch reason {
        case .noBaseline: self = .noBaseline
        case .notInBaseline: self = .notInBaseline
        case .noHistory: self = .noHistory
        case .notInBuild: self = .notInBuild
        case .unknownSize: self = .unknownSize
        case .unknownContent: self = .unknownContent
        case .unknownVersion: self = .unknownVersion
        case .unknownInBaseline: self = .unknownInBaseline
        }
    }
}
