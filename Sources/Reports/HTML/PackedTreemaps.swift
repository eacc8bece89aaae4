package import BundleAnalysis
import Foundation
import Signing
import Zlib

/// The treemaps that a report's page draws: one for each entry point, as many as there is room for.
package struct PackedTreemaps: Sendable {
    /// How long their packed data may be together, in characters.
    package static let limit = 4 << 20
    /// The maximum number of treemaps.
    package static let maximumCount = 20

    struct Part: Sendable {
        let document: TreemapDocument
        /// Its JSON, compressed with gzip, in base64: no name in it can be anything else in a page.
        let data: String

        var name: String { document.entryPoint ?? document.asset ?? "" }
    }

    let parts: [Part]
    /// How many entry points there was no room for.
    let leftOut: Int

    /// Those of the entry points that changed come first. A build without entry points has one of its first asset.
    package init(of report: ChangeReport, in build: TreemapBuild, against baseline: TreemapBuild?) {
        self.init(of: report, in: build, against: baseline, limit: Self.limit)
    }

    init(of report: ChangeReport, in build: TreemapBuild, against baseline: TreemapBuild?, limit: Int) {
        let present = report.entryPoints.filter { !$0.isRemoved }
        let changed = report.isCompared ? report.changedEntryPoints.filter { !$0.isRemoved } : []
        let others = present.filter { one in !changed.contains { $0.name.utf8.elementsEqual(one.name.utf8) } }
        let names = (changed + others).map(\.name)
        let wanted = names.isEmpty ? [.first] : names.map { TreemapDocument.Part.entryPoint($0) }
        var (parts, room) = ([Part](), limit)
        for part in wanted.prefix(Self.maximumCount) {
            guard let document = TreemapDocument(of: part, in: build, against: baseline),
                let data = Self.packed(document),
                data.utf8.count <= room
            else { continue }
            room -= data.utf8.count
            parts.append(Part(document: document, data: data))
        }
        self.parts = parts
        leftOut = names.count - (names.isEmpty ? 0 : parts.count)
    }

    /// Nil if zlib fails.
    private static func packed(_ document: TreemapDocument) -> String? {
        guard let json = try? document.encoded() else { return nil }
        return DeflateStream.compress(Array(json), .gzip, level: 9).map { Base64.standard.encode($0) }
    }
}
