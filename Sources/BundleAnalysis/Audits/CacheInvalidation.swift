/// How much of what browsers have of the baseline they must load again under another name.
struct CacheInvalidation: Audit {
    /// Shares of the raw bytes.
    static let warnFrom = 0.3
    static let badFrom = 0.8

    func evaluate(_ entryPoint: AuditedEntryPoint) -> Verdict? {
        guard let known = entryPoint.baselineNames else { return nil }
        let assets = entryPoint.assets.filter { !$0.isIntermediate }
        let total = AssetSize.sum(assets.map(\.size))
        let missed = AssetSize.sum(assets.filter { !known.contains(Array($0.name.utf8)) }.map(\.size))
        let rate = total.raw > 0 ? Double(missed.raw) / Double(total.raw) : 0
        let headings: [AuditResult.Detail.Heading] = [
            .type, .init(column: .total, itemType: .size), .init(column: .miss, itemType: .size),
            .init(column: .rate, itemType: .text),
        ]
        let rows = [
            Self.row("raw", total.raw, missed.raw), Self.row("gzip", total.gzip, missed.gzip),
            Self.row("brotli", total.brotli, missed.brotli),
        ]
        return Verdict(
            score: rate >= Self.badFrom ? .bad : rate >= Self.warnFrom ? .warn : .good,
            detail: .table(headings, rows.compactMap { $0 }),
            value: .init(value: 1 - rate, absoluteWarningThrottle: 0.75, relativeWarningThrottle: 0.1))
    }

    /// Nil if the sizes are not known.
    private static func row(_ type: String, _ total: Int?, _ missed: Int?) -> [AuditColumn: AuditResult.Value]? {
        guard let total, let missed else { return nil }
        return [
            .type: .text(type), .total: .bytes(total), .miss: .bytes(missed),
            .rate: .text(total > 0 ? PercentText.of(missed, in: total) : PercentText.of(0, in: 1)),
        ]
    }
}
