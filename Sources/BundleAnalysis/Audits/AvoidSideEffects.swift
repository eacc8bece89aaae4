/// ES modules that stay because of side effects though nobody uses some of their exports.
struct AvoidSideEffects: Audit {
    func evaluate(_ entryPoint: AuditedEntryPoint) -> Verdict? {
        let found = entryPoint.assets.compactMap { asset in
            entryPoint.scripts[asset.ref].flatMap { $0.withSideEffectsCount > 0 ? (asset.name, $0) : nil }
        }
        let headings: [AuditResult.Detail.Heading] = [
            .name, .modules, .init(column: .sideEffects, itemType: .sideEffects),
        ]
        return Verdict(
            score: found.isEmpty ? .good : .notice,
            detail: .table(headings, found.map { Self.row($0, $1) }))
    }

    private static func row(_ name: String, _ script: AuditedScript) -> [AuditColumn: AuditResult.Value] {
        let more = script.withSideEffectsCount - script.withSideEffects.count
        let modules = script.withSideEffects.map(AuditResult.Value.unusedExports) + (more > 0 ? [.more(more)] : [])
        // Where the package says nothing of side effects, that is what to mend, not the code.
        let places = script.withSideEffects.map { module -> AuditResult.Value in
            module.isUndeclared ? .nothing : .text(module.module.name)
        }
        return [.name: .text(name), .modules: .list(modules), .sideEffects: .list(places)]
    }
}
