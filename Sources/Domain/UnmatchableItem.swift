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
        return least > EventType.maximumLength ? .tooLong(limit: EventType.maximumLength) : nil
    }

    private static func isPossible(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "a"..."z", "0"..."9", "-", "_", ".", ":", "*": true
        default: false
        }
    }
}
