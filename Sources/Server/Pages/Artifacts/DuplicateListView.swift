import Domain
import Localization

/// What is in a build more than once, the most wasteful first, and what to do about it.
struct DuplicateListView: Sendable {
    struct Copy: FieldedView {
        var place: String
        var amount: String

        var fields: [String: Any?] { ["place": place, "amount": amount] }
    }

    struct Row: FieldedView {
        var duplicate: String
        var duplicateHref: String?
        var kind: String
        var copies: [Copy]
        var furtherCopies: String?
        var wasted: BytesView
        /// What would be saved, compressed.
        var saved: BytesView?
        var remedy: SentenceView?

        var fields: [String: Any?] {
            [
                "duplicate": duplicate, "duplicateHref": duplicateHref, "kind": kind, "copies": copies,
                "furtherCopies": furtherCopies, "wasted": wasted, "saved": saved, "remedy": remedy,
            ]
        }
    }

    var rows: [Row]
    var hasRows: Bool
    var rest: RestView
    /// How many the report does not list.
    var unlisted: String?

    init(_ overview: OverviewOutline, _ subject: ReportSubject) {
        let list = overview.duplicates
        rows = list.rows.map { Self.row($0, subject) }
        hasRows = !rows.isEmpty
        rest = RestView(list, pageSize: overview.page, .duplicates, subject)
        let count = overview.unlistedDuplicates
        unlisted = count > 0 ? subject.request.strings(ReportNote.moreDuplicates(count: count)) : nil
    }

    private static func row(_ duplicate: ReportOutline.Duplicate, _ subject: ReportSubject) -> Row {
        let strings = subject.request.strings
        return Row(
            duplicate: duplicate.name, duplicateHref: subject.why(duplicate.name),
            kind: strings("duplicate-\(duplicate.kind)"),
            copies: duplicate.copies.map { copy in
                Copy(place: copy.version.map { "\(copy.path)@\($0)" } ?? copy.path, amount: SizeText.of(copy.size.raw))
            }, furtherCopies: duplicate.moreCopies.map { strings.counted("treemap-further", $0) },
            wasted: BytesView(duplicate.wasted.raw), saved: BytesView(duplicate.saving?.gzip),
            remedy: duplicate.remedy.map { SentenceView($0.text[strings.language]) })
    }
}
