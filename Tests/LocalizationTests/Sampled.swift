import Localization
import Testing

/// A message with one sample of each case.
///
/// The samples are a chain, written as a `switch` over the case that comes before: the compiler names a case that was
/// forgotten.
protocol Sampled: Message, Hashable {
    /// The sample of the next case; the first for nil; nil after the last.
    static func sample(after previous: Self?) -> Self?
}

extension Sampled {
    static var samples: [Self] {
        var all: [Self] = []
        while let next = sample(after: all.last) { all.append(next) }
        return all
    }
}

/// Checks that a text is there in both languages, and reads like one in its language.
func expectText(of message: some Message, sourceLocation: SourceLocation = #_sourceLocation) {
    let text = message.text
    #expect(!text.en.isEmpty && !text.zh.isEmpty, "\(message)", sourceLocation: sourceLocation)
    // What was left of a value that has no text of its own.
    for text in [text.en, text.zh] {
        #expect(!text.contains("Optional(") && !text.contains("  "), "\(text)", sourceLocation: sourceLocation)
    }
    let isChinese = text.zh.unicodeScalars.contains { ("\u{4E00}"..."\u{9FFF}").contains($0) }
    #expect(isChinese || text.zh == text.en, "\(text.zh)", sourceLocation: sourceLocation)
    let english = text.en.unicodeScalars.allSatisfy { !("\u{3000}"..."\u{9FFF}").contains($0) }
    #expect(english, "\(text.en)", sourceLocation: sourceLocation)
}
