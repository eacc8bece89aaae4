package import Domain

/// A text with a time in it, which is shown differently by each reader: a page keeps it live, in the time zone of its
/// reader, and the command line shows that of its machine.
package struct TimedText: Hashable, Sendable {
    /// What comes before the time; everything if there is none.
    package let before: LocalizedText
    package let time: Timestamp?
    package let after: LocalizedText

    package init(_ text: LocalizedText) {
        self.init(before: text, time: nil, after: LocalizedText(verbatim: ""))
    }

    package init(before: LocalizedText, time: Timestamp?, after: LocalizedText) {
        self.before = before
        self.time = time
        self.after = after
    }

    /// The whole text.
    /// - Parameter show: how the time is shown.
    package func text(_ show: (Timestamp) -> LocalizedText) -> LocalizedText {
        [before, time.map(show), after].compactMap { $0 }.reduce(LocalizedText(verbatim: ""), +)
    }
}

extension LocalizedText {
    package static func + (left: LocalizedText, right: LocalizedText) -> LocalizedText {
        LocalizedText(en: left.en + right.en, zh: left.zh + right.zh)
    }
}
