extension ChangeReport {
    /// - Parameter diff: what differs from the baseline; nil without one.
    package init(_ outcome: AnalysisOutcome, diff: BuildDiff?, budgets: [BudgetResult] = []) {
        let report = outcome.report
        let places = EntryPointFiles(outcome)
        verdict = ChangeVerdict(outcome, diff, budgets)
        isCompared = diff != nil
        score = Compared(current: outcome.score, baseline: diff?.score.baseline)
        size = SizeMeasure(current: outcome.size, baseline: diff?.size.baseline, isCompared: diff != nil)
        if let diff {
            entryPoints = diff.entryPoints.map { entryPoint in
                EntryPoint(
                    name: entryPoint.name, score: entryPoint.score, size: SizeMeasure(entryPoint.size),
                    initialSize: SizeMeasure(entryPoint.initialSize), file: places.file(of: entryPoint.name),
                    causes: entryPoint.initialChange.causes)
            }
        } else {
            entryPoints = outcome.entryPoints.map { entryPoint in
                EntryPoint(
                    name: entryPoint.name, score: Compared(current: entryPoint.score, baseline: nil),
                    size: SizeMeasure(current: entryPoint.size, baseline: nil, isCompared: false),
                    initialSize: SizeMeasure(current: entryPoint.initialSize, baseline: nil, isCompared: false),
                    file: places.file(of: entryPoint.name), causes: [])
            }
        }
        causes = diff?.change.causes ?? []
        other = diff?.change.other
        duplicates = (report.duplicates?.list ?? []).sorted(by: Self.wastesMore)
        moreDuplicates = (report.duplicates?.totals ?? []).reduce(-duplicates.count) { $0 + $1.count }
        audits = report.entryPoints.flatMap { entryPoint in
            entryPoint.audits.map { audit in
                Audit(
                    entryPoint: entryPoint.name, id: audit.id, rating: audit.score, value: audit.numericScore?.value,
                    findings: audit.detail?.items.count ?? 0)
            }
        }
        self.budgets = budgets
    }

    /// In a fixed order among equals.
    private static func wastesMore(_ one: Duplicate, _ other: Duplicate) -> Bool {
        if one.wasted.raw != other.wasted.raw { return one.wasted.raw > other.wasted.raw }
        return (one.name, one.kind.rawValue) < (other.name, other.kind.rawValue)
    }
}

/// The file that stands for each entry point.
private struct EntryPointFiles {
    private var files: [String: String] = [:]

    init(_ outcome: AnalysisOutcome) {
        let names = Dictionary(outcome.report.assets.map { ($0.ref, $0.name) }) { first, _ in first }
        for entryPoint in outcome.report.entryPoints {
            files[entryPoint.name] = entryPoint.assetRefs.lazy.compactMap { names[$0] }.first
        }
        for entry in outcome.imports.entries {
            if let module = entry.modules.first { files[entry.name] = outcome.imports.path(of: Int(module)) }
        }
    }

    func file(of entryPoint: String) -> String { files[entryPoint] ?? entryPoint }
}
