/// Libraries that are large and that a page waits for, for most of which there are smaller ones.
struct LargeLibraries: Audit {
    /// A library with more raw bytes than this is large.
    static let largeBytes = 100_000
    /// How many are a warning; more are bad.
    static let tolerated = 5.0
    /// What a page cannot do without.
    static let exempt: Set<String> = ["react-dom", "vue", "lodash-es", "rxjs", "antd"]

    let weight = 10.0

    func evaluate(_ entryPoint: AuditedEntryPoint) -> Verdict? {
        let found = entryPoint.packages.filter {
            $0.name.isLibrary && $0.size.raw > Self.largeBytes && $0.initialSize.raw > 0
                && !Self.exempt.contains($0.name.name)
        }
        let (part, whole) = (Size.sum(found.map(\.size)).raw, Size.sum(entryPoint.packages.map(\.size)).raw)
        return Verdict(
            score: Verdict.category(found.count, warnUpTo: Self.tolerated),
            detail: .table(
                [.name, .size, .ref],
                found.map { package in
                    [
                        .name: .text(package.name.path), .size: .size(AssetSize(package.size)),
                        .ref: .ref(package.ref),
                    ]
                }),
            value: .init(
                value: whole > 0 ? 1 - Double(part) / Double(whole) : 1, absoluteWarningThrottle: 0.9,
                relativeWarningThrottle: 0.1))
    }
}
