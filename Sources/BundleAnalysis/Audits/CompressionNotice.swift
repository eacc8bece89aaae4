/// How much compression would save in transit.
struct CompressionNotice: Audit {
    /// How many files are shown.
    static let shown = 8

    let id = "compression-notice"
    let title = "Compress files in transit"
    let desc = "These files are much smaller when served with gzip or brotli. Check that your server compresses them."

    func judge(_ entryPoint: AuditedEntryPoint) -> Verdict? {
        let assets = entryPoint.assets.filter { $0.type.isCode }.prefix(Self.shown)
        let headings: [AuditResult.Detail.Heading] = [
            .name, .init(key: "raw", name: "Uncompressed", itemType: .text),
            .init(key: "gzip", name: "gzip", itemType: .text),
            .init(key: "brotli", name: "Brotli", itemType: .text),
        ]
        return Verdict(score: .notice, detail: .table(headings, assets.map(Self.row)))
    }

    private static func row(_ asset: MeasuredAsset) -> [String: AuditResult.Value] {
        let size = asset.size
        return [
            "name": .text(asset.name), "raw": .text(ByteText.of(size.raw)),
            "gzip": .text(saving(size.gzip, of: size.raw)), "brotli": .text(saving(size.brotli, of: size.raw)),
        ]
    }

    private static func saving(_ compressed: Int, of raw: Int) -> String {
        let share = raw > 0 ? Rounding.halfUp(100 * (1 - Double(compressed) / Double(raw))) : 0
        return "\(ByteText.of(compressed)) (save: \(share)%)"
    }
}
