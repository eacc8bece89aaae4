/// Modules that are not ES modules, from which build tools cannot drop what nobody uses.
struct AvoidNonESM: Audit {
    func evaluate(_ entryPoint: AuditedEntryPoint) -> Verdict? {
        let found = entryPoint.assets.compactMap { asset in
            entryPoint.scripts[asset.ref].flatMap { $0.nonESMCount > 0 ? (asset.name, $0) : nil }
        }
        return Verdict(
            score: found.isEmpty ? .good : .notice,
            detail: .table(
                [.name, .modules],
                found.map { name, script in
                    [.name: .text(name), .modules: .list(script.nonESM.map(\.name), of: script.nonESMCount)]
                }))
    }
}

extension AuditResult.Value {
    /// The first of `count` texts, and how many more there are.
    fileprivate static func list(_ first: [String], of count: Int) -> Self {
        .list(first.map(Self.text) + (count > first.count ? [.more(count - first.count)] : []))
    }
}
