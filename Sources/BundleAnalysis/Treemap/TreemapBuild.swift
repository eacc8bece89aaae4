package import Foundation

/// A build whose treemap is drawn, or the baseline of one: with the whole paths of its modules.
package struct TreemapBuild: Sendable {
    package let build: ComparedBuild
    private let content: ContentLeaves
    /// By the index of the asset: where its leaves begin in the content; they are in the same order in both.
    private let starts: [Int]

    /// - Parameters:
    ///   - report: the stored `report.json` of an artifact.
    ///   - content: its `content.json`.
    package init(report: Data, content: Data) throws(StoredBuildFault) {
        self.init(try StoredReport(report), try ContentReader.leaves(of: content))
    }

    init(_ report: StoredReport, _ content: ContentLeaves) {
        build = ComparedBuild(report, content)
        self.content = content
        let byName = Dictionary(report.assets.enumerated().map { (Array($1.name.utf8), $0) }) { first, _ in first }
        var starts = report.assets.map { _ in -1 }
        for root in content.roots {
            if let asset = byName[Array(root.asset.utf8)], starts[asset] < 0 { starts[asset] = root.leaves.lowerBound }
        }
        self.starts = starts
    }

    var assets: [StoredReport.Asset] { build.report.assets }

    /// The path of a leaf in its asset's content tree.
    func path(of leaf: Int, in asset: Int) -> String {
        content.names[content.leaves[starts[asset] + leaf - build.contents[asset].lowerBound].path]
    }

    /// What an asset takes. Where a compressed size is not known, it is sent as it is.
    func size(of asset: Int) -> Size {
        let size = assets[asset].size
        return Size(raw: size.raw, gzip: size.gzip ?? size.raw, brotli: size.brotli ?? size.raw)
    }

    /// What of an asset its leaves don't tell, as those of earlier versions did not; nil if nothing is missing.
    func rest(of asset: Int) -> Size? {
        let leaves = build.contents[asset]
        guard !leaves.isEmpty else { return nil }
        let told = build.leaves[leaves].reduce(Size.zero) { $0 + $1.size }
        let whole = size(of: asset)
        guard whole.raw > told.raw else { return nil }
        return Size(
            raw: whole.raw - told.raw, gzip: max(0, whole.gzip - told.gzip), brotli: max(0, whole.brotli - told.brotli))
    }
}
