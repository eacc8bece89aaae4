/// How much compression would save in transit.
struct CompressionNotice: Audit {
    /// How many files are shown.
    static let shown = 8

    func evaluate(_ entryPoint: AuditedEntryPoint) -> Verdict? {
        let assets = entryPoint.assets.filter { $0.type.isCode }.prefix(Self.shown)
        let headings: [AuditResult.Detail.Heading] = [
            .name, .init(column: .raw, itemType: .text), .init(column: .gzip, itemType: .text),
            .init(column: .brotli, itemType: .text),
        ]
        return Verdict(score: .notice, detail: .table(headings, assets.map(Self.row)))
    }

    private static func row(_ asset: MeasuredAsset) -> [AuditColumn: AuditResult.Value] {
        var row: [AuditColumn: AuditResult.Value] = [
            .name: .text(asset.name), .raw: .text(ByteText.of(asset.size.raw)),
        ]
        row[.gzip] = asset.size.gzip.map { .saving(saving($0, of: asset.size.raw)) }
        row[.brotli] = asset.size.brotli.map { .saving(saving($0, of: asset.size.raw)) }
        return row
    }

    private static func saving(_ compressed: Int, of raw: Int) -> CompressionSaving {
        let share = raw > 0 ? Rounding.halfUp(100 * (1 - Double(compressed) / Double(raw))) : 0
        return CompressionSaving(bytes: compressed, percent: share)
    }
}
