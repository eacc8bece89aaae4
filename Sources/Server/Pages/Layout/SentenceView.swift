/// A sentence in which names and commands stand between backticks, as they are written into logs, for a page that
/// shows those as code.
struct SentenceView: Sendable {
    struct Part: Sendable {
        var text: String
        var isCode: Bool
    }

    var parts: [Part]

    init(_ sentence: String) {
        let pieces = sentence.split(separator: "`", omittingEmptySubsequences: false)
        // An odd one that is left over is the text's own.
        guard pieces.count % 2 == 1 else {
            parts = [Part(text: sentence, isCode: false)]
            return
        }
        parts = pieces.enumerated().map { Part(text: String($1), isCode: $0 % 2 == 1) }
    }
}
