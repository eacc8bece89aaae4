package import Foundation

extension TreemapBuild {
    package init(_ outcome: AnalysisOutcome) {
        self.init(StoredReport(outcome.report), ContentLeaves(outcome.content))
    }

    /// From what ``AnalysisDocument`` encodes, or a stored report, which has no content: then an asset is one tile.
    ///
    /// - Throws: ``StoredBuildFault/invalidReport`` if it is none, such as a build tool's stats.
    package init(document: Data) throws(StoredBuildFault) {
        let report = try StoredReport(document)
        self.init(report, try ContentLeaves(document: document))
    }
}
