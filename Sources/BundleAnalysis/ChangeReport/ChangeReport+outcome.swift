extension ChangeReport {
    /// - Parameter diff: what differs from the baseline; nil without one.
    package init(_ outcome: AnalysisOutcome, diff: BuildDiff?, budgets: [BudgetResult] = []) {
        self.init(ReportedBuild(outcome), diff: diff, budgets: budgets)
    }

    init(_ build: ReportedBuild, diff: BuildDiff?, budgets: [BudgetResult] = []) {
        verdict = ChangeVerdict(build, diff, budgets)
        isCompared = diff != nil
        score = Compared(current: build.score, baseline: diff?.score.baseline)
        size = SizeMeasure(current: build.size, baseline: diff?.size.baseline, isCompared: diff != nil)
        if let diff {
            entryPoints = diff.entryPoints.map { entryPoint in
                EntryPoint(
                    name: entryPoint.name, score: entryPoint.score, size: SizeMeasure(entryPoint.size),
                    initialSize: SizeMeasure(entryPoint.initialSize), file: build.file(of: entryPoint.name),
                    causes: entryPoint.initialChange.causes)
            }
        } else {
            entryPoints = build.entryPoints.map { entryPoint in
                EntryPoint(
                    name: entryPoint.name, score: Compared(current: entryPoint.score, baseline: nil),
                    size: SizeMeasure(current: entryPoint.size, baseline: nil, isCompared: false),
                    initialSize: SizeMeasure(current: entryPoint.initialSize, baseline: nil, isCompared: false),
                    file: build.file(of: entryPoint.name), causes: [])
            }
        }
        causes = diff?.change.causes ?? []
        other = diff?.change.other
        duplicates = (build.duplicates?.list ?? []).sorted(by: Self.wastesMore)
        moreDuplicates = (build.duplicates?.totals ?? []).reduce(-duplicates.count) { $0 + $1.count }
        audits = build.audits
        self.budgets = budgets
    }

    /// In a fixed order among equals.
    private static func wastesMore(_ one: Duplicate, _ other: Duplicate) -> Bool {
        if one.wasted.raw != other.wasted.raw { return one.wasted.raw > other.wasted.raw }
        return (one.name, one.kind.rawValue) < (other.name, other.kind.rawValue)
    }
}
