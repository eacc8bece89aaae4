import Localization

/// What is in an artifact more than once, and what to do about it.
struct DuplicateRowView: Sendable {
    struct Copy: Sendable {
        var place: String
        var amount: String
    }

    /// The maximum number of copies listed for each.
    static let shownCopies = 10

    var kind: String
    var name: String
    var copies: [Copy]
    var raw: String
    var gzip: String
    var remedy: SentenceView?

    init(_ duplicate: ReportOutline.Duplicate, _ strings: Strings) {
        kind = strings("duplicate-\(duplicate.kind)")
        name = duplicate.name
        copies = duplicate.copies.prefix(Self.shownCopies).map { copy in
            Copy(
                place: copy.version.map { "\(copy.path)@\($0)" } ?? copy.path, amount: SizeText.of(copy.size.raw))
        }
        raw = SizeText.of(duplicate.wasted.raw)
        gzip = SizeText.of(duplicate.wasted.gzip)
        remedy = duplicate.remedy.map { SentenceView($0.text[strings.language]) }
    }
}
