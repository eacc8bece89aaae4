/// The type of an event: `:`-separated parts of `a-z`, `0-9`, `-`, `_`, and `.`, at most 128 characters.
package struct EventType: Hashable, Sendable, CustomStringConvertible {
    /// The maximum length of an event type, in characters.
    package static let maximumLength = 128

    package let text: String

    /// Nil unless `text` is a well-formed event type.
    package init?(_ text: String) {
        guard (1...Self.maximumLength).contains(text.utf8.count) else { return nil }
        let parts = text.utf8.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
        guard parts.allSatisfy({ !$0.isEmpty && $0.allSatisfy(Self.isAllowed) }) else { return nil }
        self.text = text
    }

    /// For texts that were validated when they were stored.
    package init(stored text: String) {
        self.text = text
    }

    /// The form of the `X-Perfsee-Event` header: `:` written as `-`.
    package var header: String {
        String(decoding: text.utf8.map { $0 == UInt8(ascii: ":") ? UInt8(ascii: "-") : $0 }, as: UTF8.self)
    }

    package var description: String { text }

    package static let bundleFinished = EventType(stored: "bundle:finished")
    package static let ping = EventType(stored: "ping")

    private static func isAllowed(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"): true
        case UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."): true
        default: false
        }
    }
}
