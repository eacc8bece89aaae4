/// Many files at once, of which HTTP/1.1 transfers only a few at a time.
struct HTTP2Notice: Audit {
    /// The number of connections that browsers open to one host over HTTP/1.1.
    static let connections = 6

    let id = "http2-notice"
    let title = "Serve over HTTP/2"
    let desc =
        "The page waits for more than 6 files. Over HTTP/1.1 a browser loads 6 files at a time from one host; "
        + "over HTTP/2 it loads them all at once."

    func judge(_ entryPoint: AuditedEntryPoint) -> Verdict? {
        Verdict(score: entryPoint.initialAssets.count > Self.connections ? .notice : .good)
    }
}
