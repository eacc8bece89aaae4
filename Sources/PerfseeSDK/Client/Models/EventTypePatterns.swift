/// The items of an event type expression, as the server reads it: separated by commas, `*` stands for any characters.
struct EventTypePatterns {
    private let items: [[UInt8]]

    init(_ expression: String) {
        let isSpace: (UInt8) -> Bool = { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }
        items = expression.utf8.split(separator: UInt8(ascii: ",")).map { item in
            Array(item.drop(while: isSpace).reversed().drop(while: isSpace).reversed())
        }
    }

    func matches(_ eventType: String) -> Bool {
        items.contains { Self.matches($0[...], Array(eventType.utf8)[...]) }
    }

    /// Each run of literal characters is looked for from where the one before it ended, which is all that `*` can ask
    /// for; the last must also end the name.
    private static func matches(_ pattern: ArraySlice<UInt8>, _ name: ArraySlice<UInt8>) -> Bool {
        let runs = pattern.split(separator: UInt8(ascii: "*"), omittingEmptySubsequences: false)
        guard let first = runs.first, let last = runs.last, runs.count > 1 else { return pattern == name }
        guard name.starts(with: first) else { return false }
        var rest = name.dropFirst(first.count)
        for run in runs.dropFirst().dropLast() where !run.isEmpty {
            guard let range = rest.firstRange(of: run) else { return false }
            rest = rest[range.upperBound...]
        }
        return rest.count >= last.count && rest.suffix(last.count) == last
    }
}
