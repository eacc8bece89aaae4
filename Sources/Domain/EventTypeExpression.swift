/// What a webhook subscribes to: a comma-separated list in which `*` stands for any run of characters and everything
/// else for itself. The empty expression matches nothing; spaces around an item are ignored.
package struct EventTypeExpression: Hashable, Sendable {
    /// The maximum length of an expression, in Unicode scalars.
    package static let maximumLength = 1024

    package let text: String
    private let items: [[UInt8]]

    package init(_ text: String) {
        self.text = text
        items = text.utf8.split(separator: UInt8(ascii: ",")).map(Self.trimmed).filter { !$0.isEmpty }
    }

    package func matches(_ eventType: EventType) -> Bool {
        let name = Array(eventType.text.utf8)
        return items.contains { Self.matches(pattern: $0, name: name) }
    }

    /// The items as texts, without the spaces around them.
    package var itemTexts: [String] { items.map { String(decoding: $0, as: UTF8.self) } }

    /// The event type that it names, if it is nothing but one; nil if it could match several, or none.
    package var onlyType: String? {
        guard items.count == 1, !items[0].contains(UInt8(ascii: "*")) else { return nil }
        return itemTexts[0]
    }

    private static func trimmed(_ item: Substring.UTF8View) -> [UInt8] {
        let isSpace: (UInt8) -> Bool = { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }
        return Array(item.drop(while: isSpace).reversed().drop(while: isSpace).reversed())
    }

    /// Greedy matching that backtracks to the last `*` only: linear in practice, quadratic at worst, never exponential,
    /// whatever the expression.
    private static func matches(pattern: [UInt8], name: [UInt8]) -> Bool {
        var at = 0
        var position = 0
        var star: (pattern: Int, name: Int)?
        while position < name.count {
            if at < pattern.count, pattern[at] == UInt8(ascii: "*") {
                star = (at, position)
                at += 1
            } else if at < pattern.count, pattern[at] == name[position] {
                at += 1
                position += 1
            } else if let last = star {
                star = (last.pattern, last.name + 1)
                at = last.pattern + 1
                position = last.name + 1
            } else {
                return false
            }
        }
        return pattern[at...].allSatisfy { $0 == UInt8(ascii: "*") }
    }
}
