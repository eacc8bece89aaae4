import Domain
import Localization

/// The files of a build, changed ones first.
struct AssetListView: Sendable {
    struct Row: FieldedView {
        var file: String
        /// Nil for what only the baseline has.
        var fileHref: String?
        /// The name of the baseline's file, if it is another one.
        var before: String?
        var state: String?
        var raw: BytesView?
        var gzip: BytesView?
        var brotli: BytesView?
        var difference: DeltaView?

        var fields: [String: Any?] {
            [
                "file": file, "fileHref": fileHref, "before": before, "state": state, "raw": raw, "gzip": gzip,
                "brotli": brotli, "difference": difference,
            ]
        }
    }

    var rows: [Row]
    var hasRows: Bool
    var rest: RestView

    init(_ overview: OverviewOutline, _ subject: ReportSubject) {
        let list = overview.assets
        rows = list.rows.map { Self.row($0, overview.isCompared, subject) }
        hasRows = !rows.isEmpty
        rest = RestView(list, pageSize: overview.page, .assets, subject)
    }

    private static func row(_ asset: OverviewOutline.Asset, _ isCompared: Bool, _ subject: ReportSubject) -> Row {
        let strings = subject.request.strings
        let (now, before) = (asset.sizes.current, asset.sizes.baseline)
        let state: String? =
            switch asset.state {
            case "new": strings("change-added")
            case "removed": strings("change-removed")
            default: nil
            }
        return Row(
            file: asset.name, fileHref: now == nil ? nil : subject.treemap("asset", asset.name),
            before: asset.baselineName.map { strings("asset-before", ["name": $0]) }, state: state,
            raw: BytesView(now?.raw), gzip: BytesView(now?.gzip), brotli: BytesView(now?.brotli),
            difference: DeltaView(from: before?.raw, to: now?.raw, isCompared: isCompared))
    }
}
