import Domain
import Localization

/// The audits of each entry point: first those that found something, then, folded, those that passed.
struct AuditListView: Sendable {
    struct Finding: FieldedView {
        var name: String
        /// The size of the finding, if the audit gives one.
        var amount: String?

        var fields: [String: Any?] { ["name": name, "amount": amount] }
    }

    struct Audit: FieldedView {
        var title: String
        /// What the audit looks for and what to do about it; nil if all is well.
        var about: SentenceView?
        var result: String
        var rating: String
        /// The first files or hosts that it found.
        var findings: [Finding]
        var hasFindings: Bool
        /// How many more there are.
        var furtherFindings: String?
        /// How many bytes could be saved.
        var saving: String?

        var fields: [String: Any?] {
            [
                "title": title, "about": about, "result": result, "rating": rating, "findings": findings,
                "hasFindings": hasFindings, "furtherFindings": furtherFindings, "saving": saving,
            ]
        }
    }

    struct Group: Sendable {
        var entry: String
        var failed: [Audit]
        var hasFailed: Bool
        var passed: [String]
        var passedSummary: String?
    }

    var groups: [Group]
    var hasGroups: Bool
    var rest: RestView

    init(_ overview: OverviewOutline, _ subject: ReportSubject) {
        let strings = subject.request.strings
        let list = overview.audits
        groups = list.rows.map { group in
            let sorted = group.audits.enumerated().sorted {
                ($0.element.score, $0.offset) < ($1.element.score, $1.offset)
            }.map(\.element)
            let failed = sorted.filter { $0.score < 3 }.map { Self.audit($0, strings) }
            let passed = sorted.filter { $0.score >= 3 }.map { Self.title($0, strings) }
            return Group(
                entry: group.entryPoint, failed: failed, hasFailed: !failed.isEmpty, passed: passed,
                passedSummary: passed.isEmpty ? nil : strings.counted("audits-passed", passed.count))
        }
        hasGroups = groups.contains { $0.hasFailed || !$0.passed.isEmpty }
        rest = RestView(list, pageSize: overview.page, .audits, subject)
    }

    private static func audit(_ audit: OverviewOutline.Audit, _ strings: Strings) -> Audit {
        let (key, meaning) = result(audit.score)
        let about = AuditTexts(id: audit.id)?.description[strings.language] ?? audit.desc
        let further = audit.findings - audit.items.count
        return Audit(
            title: title(audit, strings), about: about.map { SentenceView($0) }, result: strings("audit-\(key)"),
            rating: meaning,
            findings: audit.items.map { Finding(name: $0.name, amount: $0.raw.map { SizeText.of($0) }) },
            hasFindings: !audit.items.isEmpty,
            furtherFindings: further > 0 && !audit.items.isEmpty
                ? strings("findings-further", ["count": String(further)]) : nil,
            saving: audit.saving.map { saving in
                strings(
                    saving.isCompressed ? "audit-saving-gzip" : "audit-saving", ["size": SizeText.of(saving.bytes)])
            })
    }

    /// The audit of another version has only the texts in the report.
    private static func title(_ audit: OverviewOutline.Audit, _ strings: Strings) -> String {
        AuditTexts(id: audit.id)?.title[strings.language] ?? audit.title ?? audit.id
    }

    private static func result(_ score: Int) -> (String, String) {
        switch score {
        case 0: ("bad", "bad")
        case 1: ("warning", "warning")
        default: ("notice", "idle")
        }
    }
}
