/// How many bytes mending what an audit found could save, at most.
package struct AuditSaving: Sendable, Equatable, Encodable {
    package var bytes: Int
    /// Whether they are counted after compression.
    package var isCompressed: Bool
}

/// Tells what the findings of audits could save, as far as the report does.
struct AuditSavings {
    private let stored: StoredBuild
    private let assets: [[UInt8]: AssetSize]
    /// By the name of the package: what its further copies waste.
    private let duplicates: [[UInt8]: Int]

    init(_ stored: StoredBuild, _ duplicates: [Duplicate]) {
        self.stored = stored
        assets = Dictionary(stored.build.report.assets.map { (Array($0.name.utf8), $0.size) }) { first, _ in first }
        let ofPackages = duplicates.filter { [.versions, .sameVersion].contains($0.kind) }
        self.duplicates = Dictionary(
            ofPackages.map { (Array($0.name.utf8), ($0.saving ?? $0.wasted).raw) }, uniquingKeysWith: +)
    }

    /// Nil if nothing is known to be saved.
    ///
    /// - Parameter entryPoint: its index.
    func saving(of audit: StoredFindings.Audit, in entryPoint: Int) -> AuditSaving? {
        guard audit.score < AuditResult.Score.good.rawValue, let id = AuditID(rawValue: audit.id) else { return nil }
        let saving =
            switch id {
            case .compressionNotice: sum(audit) { item in file(item).map { max(0, $0.raw - ($0.gzip ?? $0.raw)) } }
            case .duplicateLibraries: sum(audit) { item in item.name.flatMap { duplicates[Array($0.utf8)] } }
            case .nonMinifiedAssets: sum(audit, isCompressed: true, \.saving)
            case .largeLibraries: sum(audit) { item in package(entryPoint) { $0.ref == item.ref } }
            case .unhealthyLibraries:
                sum(audit) { item in
                    package(entryPoint) { name(of: $0.ref)?.utf8.elementsEqual((item.name ?? "").utf8) ?? false }
                }
            default: AuditSaving(bytes: 0, isCompressed: false)
            }
        return saving.bytes > 0 ? saving : nil
    }

    private func sum(
        _ audit: StoredFindings.Audit, isCompressed: Bool = false, _ bytes: (StoredFindings.Item) -> Int?
    ) -> AuditSaving {
        // What a stored report says may be anything.
        let sum = audit.items.reduce(0) { $0 + min(max(0, bytes($1) ?? 0), StatsLimits.assetBytes) }
        return AuditSaving(bytes: sum, isCompressed: isCompressed)
    }

    private func file(_ item: StoredFindings.Item) -> AssetSize? { item.name.flatMap { assets[Array($0.utf8)] } }

    private func package(_ entryPoint: Int, _ isIt: (PackageSaving) -> Bool) -> Int? {
        guard stored.findings.entryPoints.indices.contains(entryPoint) else { return nil }
        return stored.findings.entryPoints[entryPoint].packageSavings.filter(isIt).map(\.saving.raw).max()
    }

    private func name(of ref: Int) -> String? {
        stored.build.packageIndices[ref].map { stored.build.report.packages[$0].name }
    }
}
