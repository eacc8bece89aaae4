extension BuildOverview {
    /// - Parameter baseline: what the build is compared with; nil if there is nothing.
    package init(_ part: Part, of stored: StoredBuild, against baseline: ComparedBuild?) {
        let diff = baseline.map { stored.diff(against: $0) }
        let report = ChangeReport(stored, diff: diff)
        verdict = report.verdict
        isCompared = report.isCompared
        score = report.score
        size = Sizes(report.size)
        causes = report.causes
        other = report.other
        grown = diff?.change.grown.modules
        moved = diff?.change.moved.modules
        let visits = Self.visits(stored.build.report, diff)
        entries = List(Array(zip(report.entryPoints, visits)), .entries, part) { entryPoint, visit in
            EntryPoint(
                name: entryPoint.name, score: entryPoint.score, size: Sizes(entryPoint.size),
                initialSize: Sizes(entryPoint.initialSize), visit: visit.current, baselineVisit: visit.baseline)
        }
        assets = List(OverviewAssets.all(stored.build.report, diff), .assets, part) { $0 }
        whole = stored.build.report.assets.reduce(0) { $0 + $1.size.raw }
        let found = OverviewPackages(stored, baseline, diff)
        packages = List(found.all, .packages, part, found.row)
        duplicates = List(report.duplicates, .duplicates, part, Self.shortened)
        unlistedDuplicates = max(0, report.moreDuplicates)
        let savings = AuditSavings(stored, report.duplicates)
        audits = List(Array(stored.build.report.entryPoints.indices), .audits, part) { index in
            let audits = index < stored.findings.entryPoints.count ? stored.findings.entryPoints[index].audits : []
            return Audits(
                entryPoint: stored.build.report.entryPoints[index].name,
                audits: audits.map { Audit($0, saving: savings.saving(of: $0, in: index)) })
        }
        unused = (stored.findings.treeShaking?.modules ?? []).filter { $0.use == .none }
            .prefix(OverviewLimits.unused).map { $0 }
        networks = Network.allCases.map {
            NetworkFacts(id: $0.rawValue, roundTrip: $0.roundTrip, throughput: $0.throughput)
        }
    }

    /// In the order of the entry points of a change report.
    private static func visits(_ report: StoredReport, _ diff: BuildDiff?) -> [Compared<EntryPointDiff.VisitFacts>] {
        if let diff { return diff.entryPoints.map(\.visit) }
        return report.entryPoints.map { entryPoint in
            Compared(
                current: entryPoint.visit.map {
                    EntryPointDiff.VisitFacts(depth: $0.depth, bytes: $0.bytes, times: $0.times)
                }, baseline: nil)
        }
    }

    /// With its first copies, and without who imports them.
    private static func shortened(_ duplicate: Duplicate) -> Duplicate {
        var duplicate = duplicate
        let left = duplicate.copies.count - OverviewLimits.copies
        if left > 0 { duplicate.moreCopies = (duplicate.moreCopies ?? 0) + left }
        duplicate.copies = duplicate.copies.prefix(OverviewLimits.copies).map { copy in
            var copy = copy
            (copy.importers, copy.assetRefs) = ([], [])
            return copy
        }
        return duplicate
    }
}

extension BuildOverview.Sizes {
    init(_ measure: SizeMeasure) { self.init(current: measure.current, baseline: measure.baseline) }
}

extension BuildOverview.Audit {
    fileprivate init(_ audit: StoredFindings.Audit, saving: AuditSaving?) {
        let isKnown = AuditID(rawValue: audit.id) != nil
        id = audit.id
        title = isKnown ? nil : audit.title
        desc = isKnown ? nil : audit.desc
        score = audit.score
        self.saving = saving
        let isGood = audit.score >= AuditResult.Score.good.rawValue
        let named = audit.items.compactMap { item in item.name.map { ($0, item.raw) } }
        findings = audit.findings - (audit.items.count - named.count)
        items = (isGood ? [] : named).prefix(OverviewLimits.findings)
            .map { BuildOverview.Finding(name: $0.0, raw: $0.1) }
    }
}
