/// Many files at once, which HTTP/1.1 sends a few at a time.
struct HTTP2Notice: Audit {
    /// Browsers open so many connections to one host over HTTP/1.1.
    static let connections = 6

    let id = "http2-notice"
    let title = "Serve over HTTP/2"
    let desc =
        "The page waits for more than 6 files. Over HTTP/1.1 a browser loads 6 of them at a time from one host; "
        + "over HTTP/2 all at once."

    func judge(_ entryPoint: AuditedEntryPoint) -> Verdict? {
        Verdict(score: entryPoint.initialAssets.count > Self.connections ? .notice : .good)
    }
}
