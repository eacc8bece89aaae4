import Domain

extension RetrySchedule {
    /// How many attempts there are, and the waits between them.
    func summary(_ strings: Strings) -> String {
        guard !waits.isEmpty else { return strings("schedule-once") }
        let spans = waits.map(\.wholeSeconds).map { wait in
            let (unit, size) = [("d", 86_400), ("h", 3_600), ("min", 60)].first { wait % $0.1 == 0 } ?? ("s", 1)
            return strings("span-\(unit)", ["count": String(wait / size)])
        }
        let waits = spans.joined(separator: strings("list-separator"))
        return strings("schedule-summary", ["count": String(attempts), "waits": waits])
    }

    /// The waits in the form in which a webhook's form takes them.
    var typed: String { waits.map { String($0.wholeSeconds) }.joined(separator: ", ") }

    /// The hint of that field, if this is the server's default.
    func hint(_ strings: Strings) -> String {
        guard !waits.isEmpty else { return strings("hint-schedule-once") }
        return strings("hint-schedule", ["waits": typed, "count": String(attempts)])
    }

    /// What the list without webhooks says of them, if this is the server's default.
    func emptyList(of owner: Owner, _ strings: Strings) -> String {
        strings.counted("webhooks-empty-\(owner.noun)", attempts)
    }
}
