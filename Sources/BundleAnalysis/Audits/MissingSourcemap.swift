/// Scripts without a source map, whose errors and contents cannot be traced back.
struct MissingSourcemap: Audit {
    /// A script with at least this many raw bytes should have one.
    static let fromBytes = 1_024

    func evaluate(_ entryPoint: AuditedEntryPoint) -> Verdict? {
        let missing = entryPoint.assets.filter {
            $0.type == .js && $0.size.raw >= Self.fromBytes && !$0.hasSourceMap
        }
        return Verdict(
            score: missing.isEmpty ? .good : .warn,
            detail: .table([.name], missing.map { [.name: .text($0.name)] }))
    }
}
