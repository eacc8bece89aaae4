/// Other hosts that a page loads scripts or style sheets from without telling the browser early.
struct PreConnectOrigin: Audit {
    let weight = 5.0

    func evaluate(_ entryPoint: AuditedEntryPoint) -> Verdict? {
        let hosts = entryPoint.pages.flatMap(\.unpreparedHosts).distinct()
        return Verdict(
            score: hosts.isEmpty ? .good : .bad, detail: .list(hosts),
            value: .init(value: hosts.isEmpty ? 1 : 0, absoluteWarningThrottle: 1))
    }
}
