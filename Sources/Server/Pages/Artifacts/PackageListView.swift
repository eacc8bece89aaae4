import Domain
import Foundation
import Localization

/// The packages of a build, the largest first: what each takes, what could be saved without it, and what brought it.
struct PackageListView: Sendable {
    struct Row: FieldedView {
        var package: String
        var packageHref: String?
        /// The page of who ships it; nil for what is not installed, such as the project's own code.
        var usesHref: String?
        /// Its version, or the two that it went from and to.
        var release: String?
        /// Where it is installed, if another of its name is in the list.
        var folder: String?
        var raw: BytesView
        var gzip: BytesView?
        /// Of all files.
        var share: String
        var difference: DeltaView?
        var saving: BytesView?
        var origin: String?

        var fields: [String: Any?] {
            [
                "package": package, "packageHref": packageHref, "usesHref": usesHref, "release": release,
                "folder": folder, "raw": raw,
                "gzip": gzip, "share": share, "difference": difference, "saving": saving, "origin": origin,
            ]
        }
    }

    var rows: [Row]
    var hasRows: Bool
    var rest: RestView

    init(_ overview: OverviewOutline, _ subject: ReportSubject) {
        let list = overview.packages
        let named = Dictionary(grouping: list.rows) { Array($0.name.utf8) }
        rows = list.rows.map { package in
            let isAlone = named[Array(package.name.utf8)]?.count == 1
            return Self.row(package, isAlone: isAlone, of: overview.whole, subject)
        }
        hasRows = !rows.isEmpty
        rest = RestView(list, pageSize: overview.page, .packages, subject)
    }

    private static func row(
        _ package: OverviewOutline.Package, isAlone: Bool, of whole: Int, _ subject: ReportSubject
    ) -> Row {
        let strings = subject.request.strings
        let versions = [package.baselineVersion, package.version].compactMap(\.self).joined(separator: " → ")
        return Row(
            package: package.name, packageHref: package.isInstalled ? subject.why(package.path) : nil,
            usesHref: package.isInstalled ? PackageLink.path(of: package.name) : nil,
            release: versions.isEmpty ? nil : versions, folder: isAlone ? nil : package.path,
            raw: BytesView(package.size.raw), gzip: BytesView(package.size.gzip),
            share: share(package.size.raw, of: whole), difference: DeltaView(package.change),
            saving: BytesView(package.saving?.raw),
            origin: package.importedBy.map { strings("imported-by", ["place": $0.text]) })
    }

    private static func share(_ bytes: Int, of whole: Int) -> String {
        whole > 0 ? String(format: "%.1f%%", Double(bytes) * 100 / Double(whole)) : "–"
    }
}
