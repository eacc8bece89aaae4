/// Many files at once, of which HTTP/1.1 transfers only a few at a time.
struct HTTP2Notice: Audit {
    /// The number of connections that browsers open to one host over HTTP/1.1.
    static let connections = 6

    func evaluate(_ entryPoint: AuditedEntryPoint) -> Verdict? {
        Verdict(score: entryPoint.initialAssets.count > Self.connections ? .notice : .good)
    }
}
