/// The packages of an overview, the largest first.
struct OverviewPackages {
    private let stored: StoredBuild
    /// The sizes of the baseline's packages by their path; nil without a baseline.
    private let before: [[UInt8]: Size]?
    /// The baseline's package of each of the build's, by the path of the latter.
    private let pairs: [[UInt8]: EntryPointDiff.Package.Facts]
    private let savings: [Int: Size]
    /// Refs and sizes.
    let all: [StoredReport.Package]

    init(_ stored: StoredBuild, _ baseline: ComparedBuild?, _ diff: BuildDiff?) {
        self.stored = stored
        all = Self.shares(stored.build.report).map { StoredReport.Package(ref: $0.key, size: $0.value) }
            .sorted { ($1.size.raw, $0.ref) < ($0.size.raw, $1.ref) }
        before = baseline.map { build in
            let sizes = Self.shares(build.report)
            let named = build.report.packages.map { (Array($0.path.utf8), sizes[$0.ref] ?? .zero) }
            return Dictionary(named) { first, _ in first }
        }
        var pairs: [[UInt8]: EntryPointDiff.Package.Facts] = [:]
        for package in diff?.entryPoints.flatMap(\.packages) ?? [] {
            if let now = package.facts.current, let before = package.facts.baseline {
                pairs[Array(now.path.utf8)] = before
            }
        }
        self.pairs = pairs
        var savings: [Int: Size] = [:]
        for saving in stored.findings.entryPoints.flatMap(\.packageSavings)
        where saving.saving.raw > savings[saving.ref]?.raw ?? 0 {
            savings[saving.ref] = saving.saving
        }
        self.savings = savings
    }

    func row(_ package: StoredReport.Package) -> BuildOverview.Package {
        let index = stored.build.packageIndices[package.ref] ?? 0
        let info = stored.build.packages[index]
        let key = Array(info.path.utf8)
        let other = pairs[key]
        let isSameVersion = other?.version.map { $0.utf8.elementsEqual((info.version ?? "").utf8) } ?? true
        return BuildOverview.Package(
            name: info.name, path: info.path, version: info.version,
            baselineVersion: isSameVersion ? nil : other?.version, isInstalled: info.isInstalled, size: package.size,
            change: before.map { before in
                package.size.raw - (before[other.map { Array($0.path.utf8) } ?? key] ?? .zero).raw
            }, saving: savings[package.ref],
            importedBy: info.isInstalled ? stored.chains?.place(of: .package(path: info.path)) : nil)
    }

    /// By ref, of packages that the report has.
    private static func shares(_ report: StoredReport) -> [Int: Size] {
        var sizes: [Int: Size] = [:]
        for part in report.assets.lazy.compactMap(\.packages).joined() {
            sizes[part.ref] = (sizes[part.ref] ?? .zero) + bounded(part.size)
        }
        let known = Set(report.packages.map(\.ref))
        return sizes.filter { known.contains($0.key) }
    }

    /// What a stored report says may be anything; no sum of these overflows.
    private static func bounded(_ size: Size) -> Size {
        func bytes(_ stored: Int) -> Int { min(max(0, stored), StatsLimits.assetBytes) }
        return Size(raw: bytes(size.raw), gzip: bytes(size.gzip), brotli: bytes(size.brotli))
    }
}
