import Domain
import Localization

/// What a build consists of and what changed in it: the sections that an artifact's page and a comparison have in common.
///
/// Its names, and those of its rows, differ from those of the pages around it, which a template finds where these are nil.
struct ReportView: Sendable {
    var causes: CausesView?
    var entries: EntryListView?
    var assets: AssetListView?
    var packages: PackageListView?
    var duplicateList: DuplicateListView?
    var auditList: AuditListView?
    var unused: [UnusedModuleView]
    var hasUnused: Bool

    init(_ overview: OverviewOutline, _ subject: ReportSubject) {
        let isWhole = subject.section == nil
        func isShown(_ section: OverviewPart.Section) -> Bool { isWhole || subject.section == section }
        causes = isWhole && overview.isCompared ? CausesView(overview, subject) : nil
        entries = isShown(.entries) ? EntryListView(overview, subject) : nil
        assets = isShown(.assets) ? AssetListView(overview, subject) : nil
        packages = isShown(.packages) ? PackageListView(overview, subject) : nil
        duplicateList = isShown(.duplicates) ? DuplicateListView(overview, subject) : nil
        auditList = isShown(.audits) ? AuditListView(overview, subject) : nil
        unused = isWhole ? overview.unused.map { UnusedModuleView($0, subject) } : []
        hasUnused = !unused.isEmpty
    }
}

/// A number of bytes, with the number itself for programs.
struct BytesView: FieldedView {
    var bytes: Int
    var shown: String

    init(_ bytes: Int) {
        self.bytes = bytes
        shown = SizeText.of(bytes)
    }

    /// Nil if it is not known.
    init?(_ bytes: Int?) {
        guard let bytes else { return nil }
        self.init(bytes)
    }

    var fields: [String: Any?] { ["bytes": bytes, "shown": shown] }
}

/// By how many bytes something changed, with the number itself for programs.
struct DeltaView: FieldedView {
    var delta: Int
    var text: String
    /// `good`, `bad` or `idle`.
    var meaning: String

    init(_ delta: Int) {
        self.delta = delta
        let change = ChangeView.bytes(delta)
        (text, meaning) = (change.text, change.meaning)
    }

    /// From one size to another, with the change in percent. Nil without a baseline; what a build does not have counts as
    /// zero.
    init?(from before: Int?, to after: Int?, isCompared: Bool) {
        guard isCompared else { return nil }
        self.init((after ?? 0) - (before ?? 0))
        if let before, let after { text = SizeText.change(from: before, to: after) }
    }

    /// Nil if it is not known.
    init?(_ delta: Int?) {
        guard let delta else { return nil }
        self.init(delta)
    }

    var fields: [String: Any?] { ["delta": delta, "text": text, "meaning": meaning] }
}

/// What of a section is not shown, and where it is.
struct RestView: Sendable {
    /// `37 more`, and the page that has all; nil if nothing is left out.
    var restText: String?
    var restHref: String?
    /// The rows before those of a page.
    var earlierHref: String?

    init<Row>(
        _ list: OverviewOutline.List<Row>, pageSize: Int, _ section: OverviewPart.Section, _ subject: ReportSubject
    ) {
        let (from, count) = (list.from, list.rows.count)
        let left = list.total - from - count
        if left > 0 {
            restText = subject.request.strings.counted("treemap-further", left)
            restHref = subject.rows(section, from: subject.section == nil ? 0 : from + count)
        }
        if subject.section != nil, from > 0 { earlierHref = subject.rows(section, from: max(0, from - pageSize)) }
    }
}
