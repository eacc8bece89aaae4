/// An item of an event type expression that could match, but matches nothing in the catalog and nothing that was ever
/// published: probably a typo, or a type that is published later.
package struct UnknownItem: Hashable, Sendable {
    package let item: String
    /// What was probably meant; nil if nothing is close.
    package let suggestion: String?

    package init(item: String, suggestion: String?) {
        self.item = item
        self.suggestion = suggestion
    }
}

extension EventTypeExpression {
    /// The items that match no known type, each once; none if not all published types are known.
    package func unknownItems(besides published: PublishedTypes) -> [UnknownItem] {
        guard published.isComplete else { return [] }
        let known = EventCatalog.types + published.types
        var seen: Set<String> = []
        return itemTexts.filter { seen.insert($0).inserted }.compactMap { item in
            guard !Self.matches(item, anyOf: known) else { return nil }
            return UnknownItem(item: item, suggestion: Self.suggestion(for: item, known))
        }
    }

    private static func matches(_ item: String, anyOf known: [EventType]) -> Bool {
        guard item.contains("*") else { return known.contains { $0.text == item } }
        let expression = EventTypeExpression(item)
        return known.contains(where: expression.matches)
    }

    private static func suggestion(for item: String, _ known: [EventType]) -> String? {
        if item.contains("*") { return withColon(item) { matches($0, anyOf: known) } }
        let header = EventType(stored: item).header
        return known.first { $0.header == header }?.text ?? nearest(to: item, known)
    }

    /// The pattern with one hyphen written as a colon, as in `bundle-*`, if it then matches.
    private static func withColon(_ item: String, _ isMatch: (String) -> Bool) -> String? {
        let bytes = Array(item.utf8)
        for place in bytes.indices where bytes[place] == UInt8(ascii: "-") {
            var candidate = bytes
            candidate[place] = UInt8(ascii: ":")
            let text = String(decoding: candidate, as: UTF8.self)
            if isMatch(text) { return text }
        }
        return nil
    }

    /// The most letters in which a type may differ from what was written.
    private static let farthest = 2
    /// Longer items are compared with no type, because that takes long.
    private static let longestCompared = 64

    private static func nearest(to item: String, _ known: [EventType]) -> String? {
        let wanted = Array(item.utf8)
        guard wanted.count <= longestCompared else { return nil }
        let near = known.compactMap { type -> (text: String, distance: Int)? in
            let name = Array(type.text.utf8)
            guard abs(name.count - wanted.count) <= farthest else { return nil }
            let distance = EditDistance.between(wanted, name)
            return distance <= min(farthest, name.count / 2) ? (type.text, distance) : nil
        }
        return near.min { $0.distance < $1.distance }?.text
    }
}
