/// Scripts, style sheets, and pages that are too large to load in one piece.
struct LargeSynchronousAssets: Audit {
    /// An asset with more raw bytes than this is large.
    static let largeBytes = 200_000

    let rule: String? = "large-assets"
    let weight = 20.0

    func evaluate(_ entryPoint: AuditedEntryPoint) -> Verdict? {
        LargeAssets(entryPoint) { $0.isCode }.verdict(headings: [.name, .size]) { asset in
            [.name: .text(asset.name), .size: .size(asset.size)]
        }
    }
}

/// Images, fonts, and other files that are too large.
struct LargeSynchronousDecomposableAssets: Audit {
    let rule: String? = "large-assets"

    func evaluate(_ entryPoint: AuditedEntryPoint) -> Verdict? {
        LargeAssets(entryPoint) { !$0.isCode }.verdict(headings: [.name, .size, .type]) { asset in
            [.name: .text(asset.name), .size: .size(asset.size), .type: .text(asset.type.rawValue)]
        }
    }
}

/// The large assets of certain types, and their share of all assets of those types.
private struct LargeAssets {
    let found: [MeasuredAsset]
    let share: Double
    let assetCount: Int

    init(_ entryPoint: AuditedEntryPoint, of type: (AssetType) -> Bool) {
        let assets = entryPoint.assets.filter { type($0.type) }
        found = assets.filter {
            $0.size.raw > LargeSynchronousAssets.largeBytes && entryPoint.synchronousRefs.contains($0.ref)
        }
        let (part, whole) = (found.reduce(0) { $0 + $1.size.raw }, assets.reduce(0) { $0 + $1.size.raw })
        share = whole > 0 ? Double(part) / Double(whole) : 0
        assetCount = entryPoint.assets.count
    }

    func verdict(
        headings: [AuditResult.Detail.Heading], _ row: (MeasuredAsset) -> [AuditColumn: AuditResult.Value]
    ) -> Verdict {
        Verdict(
            score: Verdict.category(found.count, warnUpTo: Double(assetCount) / 3),
            detail: .table(headings, found.map(row)),
            value: .init(value: 1 - share, absoluteWarningThrottle: 0.75, relativeWarningThrottle: 0.1))
    }
}

extension AuditResult.Detail.Heading {
    static let name = Self(column: .name, itemType: .text)
    static let size = Self(column: .size, itemType: .size)
    static let type = Self(column: .type, itemType: .text)
    static let ref = Self(column: .ref, itemType: .trace)
    static let modules = Self(column: .modules, itemType: .list)
}
