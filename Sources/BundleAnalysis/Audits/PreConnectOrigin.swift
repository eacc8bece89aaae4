/// Other hosts that a page loads scripts or style sheets from without telling the browser early.
struct PreConnectOrigin: Audit {
    let id = "pre-connect-origin"
    let title = "Preconnect to the other hosts the page needs"
    let desc =
        "The page loads scripts or style sheets from these hosts. For each of them, add "
        + "`<link rel=\"preconnect\" href=\"https://HOST\">` (or `dns-prefetch`) to the page's head."
    let weight = 5.0

    func judge(_ entryPoint: AuditedEntryPoint) -> Verdict? {
        let hosts = entryPoint.pages.flatMap(\.unpreparedHosts).distinct()
        return Verdict(
            score: hosts.isEmpty ? .good : .bad, detail: .list(hosts),
            value: .init(value: hosts.isEmpty ? 1 : 0, absoluteWarningThrottle: 1))
    }
}
