/// Scripts without a source map, whose errors and contents nobody can trace back.
struct MissingSourcemap: Audit {
    /// Raw bytes from which on a script should have one.
    static let fromBytes = 1_024

    let id = "missing-sourcemap"
    let title = "Make source maps for scripts"
    let desc = "These scripts have no `.map` file in the build. Turn source maps on to see what is in them."

    func judge(_ entryPoint: AuditedEntryPoint) -> Verdict? {
        let missing = entryPoint.assets.filter {
            $0.type == .js && $0.size.raw >= Self.fromBytes && !$0.hasSourceMap
        }
        return Verdict(
            score: missing.isEmpty ? .good : .warn,
            detail: .table([.name], missing.map { ["name": .text($0.name)] }))
    }
}
