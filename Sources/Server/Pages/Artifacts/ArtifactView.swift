import Domain
import Localization

/// The page of one artifact.
struct ArtifactView: Sendable {
    struct Entry: Sendable {
        struct Audit: Sendable {
            var title: String
            /// What the audit found and what to do about it; nil if all is well.
            var about: SentenceView?
            var result: String
            var meaning: String
            /// The first files or hosts that it found.
            var findings: [Finding]
            var hasFindings: Bool
            /// How many more there are.
            var furtherFindings: String?
        }

        struct Finding: Sendable {
            var name: String
            /// The size of the finding, if the audit gives one.
            var amount: String?
        }

        var name: String
        var treemapHref: String
        var score: ScoreView
        var size: String
        var initialSize: String
        var audits: [Audit]
    }

    struct Asset: Sendable {
        var name: String
        var raw: String
        var gzip: String
        var brotli: String
        /// From the asset of the baseline that it is paired with.
        var difference: ChangeView?
        /// Nil for the assets of another build.
        var treemapHref: String?
    }

    /// The maximum number of assets on the page, largest first; the report has all.
    static let shownAssets = 500
    /// The maximum number of findings listed per audit.
    static let shownFindings = 10

    var row: ArtifactRowView
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
    var sizes: Asset?
    var duration: String?
    var baseline: String?
    var baselineHref: String?
    var baselineRule: String?
    /// Why there is nothing to compare it with; nil if it is compared, or its baseline is gone.
    var noBaseline: SentenceView?
    /// Where to set the baseline branch; nil for those who may not.
    var settingsPath: String?
    var entries: [Entry]
    var comparison: ChangeSectionView?
    var assets: [Asset]
    var leftOut: String?
    /// The names of the baseline's assets that are gone, with their sizes.
    var removed: [Asset]
    var hasRemoved: Bool
    var packages: [PackageRowView]
    var hasPackages: Bool
    /// How many more there are.
    var furtherPackages: String?
    var duplicates: [DuplicateRowView]
    var hasDuplicates: Bool
    var unused: [UnusedModuleView]
    var hasUnused: Bool
    var warnings: [RecordedView]
    var hasWarnings: Bool
    var event: String?
    /// The page of its event.
    var eventHref: String?
    /// The deliveries of its event.
    var rows: [DeliveryRowView] = []
    var hasDeliveries = false
    /// Nil if it has no budgets.
    var budgets: BudgetsView?

    init(
        _ artifact: Artifact, baseline: Artifact?, _ report: ReportOutline?, _ diff: DiffOutline?,
        in project: Project, _ request: PageRequest
    ) {
        let strings = request.strings
        row = ArtifactRowView(artifact, baseline: baseline, in: project, request)
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
            Asset(
                name: "", raw: SizeText.of(result.size.raw), gzip: SizeText.of(result.size.gzip),
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
        let treemap = "/\(project.id)/artifacts/\(artifact.id)/treemap"
        entries = (report?.entryPoints ?? []).map { Self.entry($0, treemap, strings) }
        comparison = diff.map { ChangeSectionView($0.change, strings) }
        let sorted = (report?.assets ?? []).sorted { $0.size.raw > $1.size.raw }
        let before = Self.baselineSizes(diff)
        assets = sorted.prefix(Self.shownAssets).map { asset in
            var row = Self.asset(
                asset.name, asset.size, before: before[Array(asset.name.utf8)], isCompared: diff != nil)
            row.treemapHref = "\(treemap)?asset=\(TreemapQuery.encoded(asset.name))"
            return row
        }
        removed = (diff?.assets ?? []).filter { $0.current == nil }.compactMap(\.baseline)
            .prefix(Self.shownAssets).map { Self.asset($0.name, $0.size, before: nil, isCompared: false) }
        hasRemoved = !removed.isEmpty
        let all = report.map(PackageRowView.all) ?? []
        packages = Array(all.prefix(PackageRowView.shown))
        hasPackages = !packages.isEmpty
        furtherPackages =
            all.count > packages.count ? strings.counted("packages-further", all.count - packages.count) : nil
        duplicates = (report?.duplicates?.list ?? []).map { DuplicateRowView($0, strings) }
        hasDuplicates = !duplicates.isEmpty
        unused = (report?.treeShaking?.modules ?? []).filter { $0.use == "none" }.prefix(UnusedModuleView.shown)
            .map { UnusedModuleView($0, strings) }
        hasUnused = !unused.isEmpty
        leftOut =
            sorted.count > Self.shownAssets
            ? strings("assets-left-out", ["count": String(sorted.count - Self.shownAssets)]) : nil
        warnings = (artifact.result?.warnings ?? []).map { RecordedView($0.warning(in: strings.language)) }
        hasWarnings = !warnings.isEmpty
    }

    /// By the bytes of the name of the current asset.
    private static func baselineSizes(_ diff: DiffOutline?) -> [[UInt8]: ReportOutline.Size] {
        let pairs = (diff?.assets ?? []).compactMap { pair in
            pair.current.flatMap { current in pair.baseline.map { (Array(current.name.utf8), $0.size) } }
        }
        return Dictionary(pairs) { first, _ in first }
    }

    private static func asset(
        _ name: String, _ size: ReportOutline.Size, before: ReportOutline.Size?, isCompared: Bool
    ) -> Asset {
        var asset = Asset(
            name: name, raw: SizeText.of(size.raw), gzip: SizeText.of(size.gzip), brotli: SizeText.of(size.brotli))
        if isCompared { asset.difference = .bytes(size.raw - (before?.raw ?? 0)) }
        return asset
    }

    private static func entry(_ entry: ReportOutline.EntryPoint, _ treemap: String, _ strings: Strings) -> Entry {
        Entry(
            name: entry.name, treemapHref: "\(treemap)?entry=\(TreemapQuery.encoded(entry.name))",
            score: ScoreView(entry.score, strings), size: SizeText.of(entry.size.raw),
            initialSize: SizeText.of(entry.initialSize.raw),
            audits: entry.audits.map { Self.audit($0, strings) })
    }

    private static func audit(_ audit: ReportOutline.Audit, _ strings: Strings) -> Entry.Audit {
        let (key, meaning) = result(audit.score)
        let isGood = key == "good"
        // The audit of another version has only the texts in the report.
        let texts = AuditTexts(id: audit.id)
        let about = texts?.description[strings.language] ?? audit.desc
        let found = isGood ? [] : findings(of: audit)
        let further = found.count - shownFindings
        return Entry.Audit(
            title: texts?.title[strings.language] ?? audit.title, about: isGood ? nil : SentenceView(about),
            result: strings("audit-\(key)"), meaning: meaning, findings: Array(found.prefix(shownFindings)),
            hasFindings: !found.isEmpty,
            furtherFindings: further > 0 ? strings("findings-further", ["count": String(further)]) : nil)
    }

    private static func findings(of audit: ReportOutline.Audit) -> [Entry.Finding] {
        (audit.detail?.items ?? []).compactMap { item in
            item.name.map { Entry.Finding(name: $0, amount: item.size.map { SizeText.of($0.raw) }) }
        }
    }

    private static func result(_ score: Int) -> (String, String) {
        switch score {
        case 0: ("bad", "bad")
        case 1: ("warning", "warning")
        case 2: ("notice", "idle")
        default: ("good", "good")
        }
    }
}
