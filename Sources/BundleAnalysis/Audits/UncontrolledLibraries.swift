/// Libraries whose version the stats do not know: those that no `package.json` asks for.
struct UncontrolledLibraries: Audit {
    /// How many are shown.
    static let shown = 10

    func evaluate(_ entryPoint: AuditedEntryPoint) -> Verdict? {
        guard entryPoint.listsVersions else { return nil }
        let found = entryPoint.packages.filter { $0.name.isLibrary && $0.version == nil }
        return Verdict(
            score: found.isEmpty ? .good : .bad,
            detail: .table(
                [.name, .ref],
                found.prefix(Self.shown).map { [.name: .text($0.name.path), .ref: .ref($0.ref)] }),
            value: .init(value: found.isEmpty ? 1 : 0, absoluteWarningThrottle: 1))
    }
}
