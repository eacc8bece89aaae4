/// What a build is and what it changed, in the few facts that people read. Every format is made from this one value, so
/// that all of them show the same numbers.
package struct ChangeReport: Sendable, Equatable {
    package struct EntryPoint: Sendable, Equatable {
        package var name: String
        package var score: Compared<Int>
        package var size: SizeMeasure
        package var initialSize: SizeMeasure
        /// The file that a finding about it is shown at: its module, if the stats say which that is, else a file of it.
        package var file: String
        /// Why its initial size changed, the largest change first; empty without a baseline.
        package var causes: [ChangeCause]
    }

    /// The result of an audit of an entry point.
    package struct Audit: Sendable, Equatable {
        package var entryPoint: String
        package var id: AuditID
        package var rating: AuditResult.Score
        package var value: Double?
        /// How many things were found.
        package var findings: Int
        /// Whether it has to be looked at.
        package var isFinding: Bool { rating == .bad || rating == .warn }
    }

    package var verdict: ChangeVerdict
    /// Whether there is a baseline.
    package var isCompared: Bool
    package var score: Compared<Int>
    /// Of all distinct assets of all entry points.
    package var size: SizeMeasure
    /// In the order of the build; then those that were removed.
    package var entryPoints: [EntryPoint]
    /// Of ``size``, the largest first, at most ten. With ``other`` they are its whole change.
    package var causes: [ChangeCause]
    /// Nil without a baseline.
    package var other: SizeChange?
    package var duplicates: [Duplicate]
    /// How many duplicates there are besides those.
    package var moreDuplicates: Int
    /// All that were run, by entry point.
    package var audits: [Audit]
    package var budgets: [BudgetResult]

    /// The entry points whose sizes or score are not those of the baseline; without a baseline, all of them.
    package var changedEntryPoints: [EntryPoint] { entryPoints.filter { !isCompared || $0.isChanged } }
    /// The audits that are rated as bad or as a warning.
    package var auditFindings: [Audit] { audits.filter(\.isFinding) }
    package var exceededBudgets: [BudgetResult] { budgets.filter(\.exceeded) }
}

/// A size in the build and in its baseline.
package struct SizeMeasure: Sendable, Equatable {
    /// Nil for what only the baseline has.
    package var current: AssetSize?
    /// Nil for what is new, and without a baseline.
    package var baseline: AssetSize?
    /// What a build does not have counts as zero. Nil without a baseline.
    package var change: SizeChange?

    package init(current: AssetSize?, baseline: AssetSize?, isCompared: Bool) {
        self.current = current
        self.baseline = baseline
        change = isCompared ? SizeChange(from: baseline ?? .zero, to: current ?? .zero) : nil
    }

    init(_ sizes: Compared<AssetSize>) {
        self.init(current: sizes.current, baseline: sizes.baseline, isCompared: true)
    }
}

extension ChangeReport.EntryPoint {
    package var isNew: Bool { size.change != nil && size.baseline == nil }
    package var isRemoved: Bool { size.current == nil }

    fileprivate var isChanged: Bool {
        isNew || isRemoved || score.current != score.baseline || size.current != size.baseline
            || initialSize.current != initialSize.baseline
    }
}
