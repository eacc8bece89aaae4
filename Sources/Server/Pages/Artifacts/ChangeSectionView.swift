import Domain
import Localization

/// What an artifact's page says about the change from its baseline: how much, and why.
///
/// Its names differ from those of the page around it, which a template finds where these are nil.
struct ChangeSectionView: Sendable {
    struct Cause: Sendable {
        var what: String
        /// Its versions, or that it is new.
        var about: String?
        var difference: ChangeView
        var compressedDifference: String
        var origin: String?
    }

    /// How many modules have grown and moved.
    var summary: String
    var causes: [Cause]
    var hasCauses: Bool

    init(_ account: DiffOutline.Account, _ strings: Strings) {
        summary = strings(
            "change-summary",
            [
                "grown": strings.counted("modules-grown", account.grown.modules),
                "moved": strings.counted("modules-moved", account.moved.modules),
            ])
        causes = account.causes.map { Self.cause($0, strings) }
        hasCauses = !causes.isEmpty
        guard hasCauses, account.other.raw != 0 || (account.other.gzip ?? 0) != 0 else { return }
        causes.append(
            Cause(
                what: strings("change-other"), about: nil, difference: .bytes(account.other.raw),
                compressedDifference: Self.text(account.other.gzip), origin: nil))
    }

    private static func cause(_ cause: DiffOutline.Cause, _ strings: Strings) -> Cause {
        Cause(
            what: cause.name, about: about(cause, strings), difference: .bytes(cause.change.raw),
            compressedDifference: text(cause.change.gzip),
            origin: cause.importedBy.map { strings("imported-by", ["place": $0.text]) })
    }

    private static func about(_ cause: DiffOutline.Cause, _ strings: Strings) -> String? {
        let parts = [versions(cause), state(cause, strings)].compactMap(\.self)
        return parts.isEmpty ? nil : parts.joined(separator: ", ")
    }

    private static func versions(_ cause: DiffOutline.Cause) -> String? {
        guard let before = cause.baselineVersion, let after = cause.version, !after.hasSameBytes(as: before) else {
            return cause.version ?? cause.baselineVersion
        }
        return "\(before) → \(after)"
    }

    private static func state(_ cause: DiffOutline.Cause, _ strings: Strings) -> String? {
        switch cause.state {
        case "added": strings(cause.anotherCopy == true ? "change-another-copy" : "change-added")
        case "removed": strings("change-removed")
        default: nil
        }
    }

    private static func text(_ bytes: Int?) -> String { bytes.map { ChangeView.bytes($0).text } ?? "–" }
}
