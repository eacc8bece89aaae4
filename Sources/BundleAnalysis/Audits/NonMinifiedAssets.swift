/// Scripts and style sheets with much white space and many comments.
struct NonMinifiedAssets: Audit {
    let weight = 20.0

    func evaluate(_ entryPoint: AuditedEntryPoint) -> Verdict? {
        let found = entryPoint.assets.compactMap(Self.row)
        let headings: [AuditResult.Detail.Heading] = [
            .name, .init(column: .saving, itemType: .size), .init(column: .wastedPercentile, itemType: .text),
        ]
        return Verdict(
            score: found.isEmpty ? .good : .bad, detail: .table(headings, found),
            value: .init(value: found.isEmpty ? 1 : 0, absoluteWarningThrottle: 1))
    }

    private static func row(_ asset: MeasuredAsset) -> [AuditColumn: AuditResult.Value]? {
        let (wasted, raw) = (asset.removableBytes, asset.size.raw)
        guard asset.type == .js || asset.type == .css, let gzip = asset.size.gzip, raw > 0,
            wasted * 100 >= raw * Minification.leastPercent
        else { return nil }
        let saving = Double(wasted) * Double(gzip) / Double(raw)
        guard saving >= Double(Minification.leastBytes) else { return nil }
        return [
            .name: .text(asset.name), .saving: .bytes(Rounding.halfUp(saving)),
            .wastedPercentile: .text(PercentText.of(wasted, in: raw)),
        ]
    }
}
