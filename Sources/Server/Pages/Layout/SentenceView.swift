import Domain

/// A sentence with names and commands in backticks, as logs have them, for a page that shows those as code.
struct SentenceView: Sendable {
    struct Part: Sendable {
        var text: String
        var isCode: Bool
    }

    var parts: [Part]

    init(_ sentence: String) {
        let pieces = sentence.split(byte: "`", omittingEmptySubsequences: false)
        // An odd backtick belongs to the text.
        guard pieces.count % 2 == 1 else {
            parts = [Part(text: sentence, isCode: false)]
            return
        }
        parts = pieces.enumerated().map { Part(text: String($1), isCode: $0 % 2 == 1) }
    }
}
