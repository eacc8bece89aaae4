import Domain
import Localization

/// The page of one artifact.
struct ArtifactView: Sendable {
    struct Sizes: Sendable {
        var raw: String
        var gzip: String
        var brotli: String
    }

    var row: ArtifactRowView
    /// What the build changed, in one sentence; nil while it is not known.
    var verdict: SentenceView?
    var message: String?
    var author: String?
    var commitHash: String
    var commitURL: String?
    var branchURL: String?
    /// The pull request that it was built for, `#17`, and its page; nil if there is none.
    var pullRequest: String?
    var pullRequestURL: String?
    var isPassed: Bool
    var failure: RecordedView?
    var again: ReanalysisView
    var scoreChange: ChangeView?
    var sizes: Sizes?
    var duration: String?
    var baseline: String?
    var baselineHref: String?
    var baselineRule: String?
    /// Why there is nothing to compare it with; nil if it is compared, or its baseline is gone.
    var noBaseline: SentenceView?
    /// Where to set the baseline branch; nil for those who may not.
    var settingsPath: String?
    /// Why the report, or what changed, is not shown.
    var unread: SentenceView?
    /// What one can look for in the build and compare it with; nil until it has passed.
    var tools: ArtifactToolsView?
    /// The page of all sections, if this one shows a single section.
    var wholeHref: String?
    var report: ReportView?
    var warnings: [RecordedView]
    /// Nil without any.
    var warningCount: String?
    var event: String?
    /// The page of its event.
    var eventHref: String?
    /// The deliveries of its event.
    var rows: [DeliveryRowView] = []
    var hasDeliveries = false
    /// Nil if it has no budgets.
    var budgets: BudgetsView?

    /// - Parameter exceeded: the names of the budgets that the artifact exceeds, for the verdict.
    init(
        _ artifact: Artifact, baseline: Artifact?, _ reading: OverviewReading, _ subject: ReportSubject,
        exceeding exceeded: [String] = []
    ) {
        let (request, project) = (subject.request, subject.project)
        let strings = request.strings
        row = ArtifactRowView(artifact, baseline: baseline, in: project, request)
        verdict = reading.overview.map { SentenceView($0.verdict.text(exceeding: exceeded)[strings.language]) }
        message = artifact.build.commitMessage
        author = artifact.build.author
        commitHash = artifact.build.hash
        let links = RepositoryLinks(of: project)
        commitURL = links?.commit(of: artifact.build)
        branchURL = links?.branch(of: artifact.build)
        pullRequest = artifact.build.pullRequest.map { "#\($0)" }
        pullRequestURL = artifact.build.pullRequest.flatMap { links?.pullRequest($0) }
        isPassed = artifact.status == .passed
        failure = artifact.failure.map { RecordedView($0.failure(in: strings.language)) }
        again = ReanalysisView(of: artifact, in: project, request)
        scoreChange = artifact.result.flatMap { ChangeView.score($0.score, before: baseline?.result?.score) }
        sizes = artifact.result.map { result in
            Sizes(
                raw: SizeText.of(result.size.raw), gzip: SizeText.of(result.size.gzip),
                brotli: SizeText.of(result.size.brotli))
        }
        duration = artifact.duration.map(SpanText.of)
        self.baseline = baseline.map { "#\($0.id) · \($0.build.branch) · \($0.build.hash.prefix(8))" }
        baselineHref = baseline.map { "/\(project.id)/artifacts/\($0.id)" }
        baselineRule = artifact.baselineRule.map { rule in
            rule == .ancestor
                ? strings.counted("baseline-ancestor", artifact.baselineDistance ?? 1)
                : strings("baseline-\(rule.rawValue)")
        }
        if artifact.baselineID == nil, artifact.baselineRule == nil {
            noBaseline = SentenceView(
                project.baselineBranch.map { strings("no-baseline", ["branch": $0]) } ?? strings("no-baseline-unset"))
        }
        settingsPath = request.isAdmin ? "/\(project.id)/settings" : nil
        unread = reading.note(strings).map { SentenceView($0) }
        wholeHref = subject.section == nil ? nil : subject.path
        report = reading.overview.map { ReportView($0, subject) }
        warnings = (artifact.result?.warnings ?? []).map { RecordedView($0.warning(in: strings.language)) }
        warningCount = warnings.isEmpty ? nil : strings.counted("warnings", warnings.count)
    }
}
