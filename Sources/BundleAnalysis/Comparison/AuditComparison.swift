/// The audits of an entry point in both builds, side by side.
enum AuditComparison {
    /// In the order of the current build; then those that only the baseline has.
    static func audits(_ current: [StoredReport.Audit], _ baseline: [StoredReport.Audit]) -> [EntryPointDiff.Audit] {
        func results(_ audits: [StoredReport.Audit]) -> [String: EntryPointDiff.Audit.Result] {
            Dictionary(
                audits.map {
                    (
                        $0.id,
                        EntryPointDiff.Audit.Result(
                            score: $0.score, weight: $0.weight, value: $0.value, findings: $0.findings)
                    )
                }
            ) { first, _ in first }
        }
        let (ones, others) = (results(current), results(baseline))
        return (current + baseline).map(\.id).distinct().map {
            EntryPointDiff.Audit(id: $0, result: Compared(current: ones[$0], baseline: others[$0]))
        }
    }
}
