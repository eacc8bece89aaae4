/// An item of an event type expression that matches no possible event type: a mistake, because whoever wrote it waits for
/// events that never come.
package struct UnmatchableItem: Hashable, Sendable {
    package enum Reason: Hashable, Sendable {
        /// Event types are in lower case.
        case upperCase
        /// Items are separated by commas, not by spaces.
        case space
        /// No event type has this character.
        case character(String)
        /// No event type has an empty part between colons, or a colon at an end.
        case emptyPart
        /// No event type is that long.
        case tooLong(limit: Int)
        /// The form in which the `X-Perfsee-Event` header names a type of the catalog. No event has such a type, because
        /// receivers that go by the header could not distinguish the two.
        case headerForm(of: EventType)
    }

    package let item: String
    package let reason: Reason

    package init(item: String, reason: Reason) {
        self.item = item
        self.reason = reason
    }
}

extension EventTypeExpression {
    /// The first item that can never match; nil if each can.
    package var unmatchable: UnmatchableItem? {
        for item in itemTexts {
            if let reason = Self.reason(against: item) { return UnmatchableItem(item: item, reason: reason) }
        }
        return nil
    }

    private static func reason(against item: String) -> UnmatchableItem.Reason? {
        if let odd = item.unicodeScalars.first(where: { !isPossible($0) }) {
            if odd == " " || odd == "\t" { return .space }
            return odd.properties.isUppercase ? .upperCase : .character(String(Character(odd)))
        }
        let parts = item.utf8.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
        if parts.contains(where: \.isEmpty) { return .emptyPart }
        let least = item.utf8.count { $0 != UInt8(ascii: "*") }
        if least > EventType.maximumLength { return .tooLong(limit: EventType.maximumLength) }
        guard !item.contains("*") else { return nil }
        return EventCatalog.type(imitatedBy: EventType(stored: item)).map(UnmatchableItem.Reason.headerForm)
    }

    private static func isPossible(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "a"..."z", "0"..."9", "-", "_", ".", ":", "*": true
        default: false
        }
    }
}
