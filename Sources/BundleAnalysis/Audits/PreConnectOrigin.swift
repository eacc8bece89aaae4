/// Other hosts that a page needs scripts or style sheets from, with nothing that tells the browser early.
struct PreConnectOrigin: Audit {
    let id = "pre-connect-origin"
    let title = "Connect early to the other hosts a page needs"
    let desc =
        "The page loads scripts or style sheets from these hosts. Add "
        + "`<link rel=\"preconnect\" href=\"https://HOST\">` (or `dns-prefetch`) to its head for each of them."
    let weight = 5.0

    func judge(_ entryPoint: AuditedEntryPoint) -> Verdict? {
        let hosts = entryPoint.pages.flatMap(\.unpreparedHosts).distinct()
        return Verdict(
            score: hosts.isEmpty ? .good : .bad, detail: .list(hosts),
            value: .init(value: hosts.isEmpty ? 1 : 0, absoluteWarningThrottle: 1))
    }
}
