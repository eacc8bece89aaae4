/// Files with both the project's own code and libraries: a change of one makes browsers load the other again.
struct MixContentAssets: Audit {
    /// How many are a warning; more are bad.
    static let tolerated = 3.0

    let weight = 20.0

    func evaluate(_ entryPoint: AuditedEntryPoint) -> Verdict? {
        let found = entryPoint.assets.filter { entryPoint.mixedRefs.contains($0.ref) }
        return Verdict(
            score: Verdict.category(found.count, warnUpTo: Self.tolerated), detail: .list(found.map(\.name)),
            value: .count(found.count, absolute: 0.5))
    }
}
