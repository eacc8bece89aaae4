import Domain
import Localization

/// Why a build's size changed: the causes and everything else, which together are the whole change.
struct CausesView: Sendable {
    struct Row: FieldedView {
        var what: String
        var whyHref: String?
        /// Its versions, or that it is new.
        var about: String?
        var difference: DeltaView
        var packed: DeltaView?
        var origin: String?

        var fields: [String: Any?] {
            [
                "what": what, "whyHref": whyHref, "about": about, "difference": difference, "packed": packed,
                "origin": origin,
            ]
        }
    }

    /// How many modules have grown and moved.
    var summary: String
    var rows: [Row]
    var hasRows: Bool
    /// The whole change.
    var sum: DeltaView
    var packedSum: DeltaView?

    init(_ overview: OverviewOutline, _ subject: ReportSubject) {
        let strings = subject.request.strings
        summary = strings(
            "change-summary",
            [
                "grown": strings.counted("modules-grown", overview.grown ?? 0),
                "moved": strings.counted("modules-moved", overview.moved ?? 0),
            ])
        rows = overview.causes.map { Self.row($0, subject) }
        if let other = overview.other, other.raw != 0 || other.gzip ?? 0 != 0 {
            rows.append(
                Row(
                    what: strings("change-other"), difference: DeltaView(other.raw), packed: DeltaView(other.gzip)))
        }
        hasRows = !rows.isEmpty
        let (now, before) = (overview.size.current, overview.size.baseline)
        sum = DeltaView((now?.raw ?? 0) - (before?.raw ?? 0))
        packedSum = now?.gzip.flatMap { now in before?.gzip.map { DeltaView(now - $0) } }
    }

    private static func row(_ cause: OverviewOutline.Cause, _ subject: ReportSubject) -> Row {
        let strings = subject.request.strings
        let isGone = cause.state == "removed"
        let link =
            switch cause.kind {
            case "asset": isGone ? nil : subject.treemap("asset", cause.name)
            default: subject.why(cause.path ?? cause.name, inBaseline: isGone)
            }
        return Row(
            what: cause.name, whyHref: link, about: about(cause, strings), difference: DeltaView(cause.change.raw),
            packed: DeltaView(cause.change.gzip),
            origin: cause.importedBy.map { strings("imported-by", ["place": $0.text]) })
    }

    private static func about(_ cause: OverviewOutline.Cause, _ strings: Strings) -> String? {
        let parts = [versions(cause), state(cause, strings)].compactMap(\.self)
        return parts.isEmpty ? nil : parts.joined(separator: ", ")
    }

    private static func versions(_ cause: OverviewOutline.Cause) -> String? {
        guard let before = cause.baselineVersion, let after = cause.version, !after.hasSameBytes(as: before) else {
            return cause.version ?? cause.baselineVersion
        }
        return "\(before) → \(after)"
    }

    private static func state(_ cause: OverviewOutline.Cause, _ strings: Strings) -> String? {
        switch cause.state {
        case "added": strings(cause.anotherCopy == true ? "change-another-copy" : "change-added")
        case "removed": strings("change-removed")
        default: nil
        }
    }
}
