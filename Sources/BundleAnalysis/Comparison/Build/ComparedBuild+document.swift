package import Foundation

extension ComparedBuild {
    /// From what ``AnalysisDocument`` encodes, or a stored report, which has no content: then no change has a cause.
    ///
    /// - Throws: ``StoredBuildFault/invalidReport`` if it is none, such as a build tool's stats.
    package init(document: Data) throws(StoredBuildFault) {
        let report = try StoredReport(document)
        guard let document = try? JSONDecoder().decode(Document.self, from: document) else { throw .invalidContent }
        self.init(report, ContentLeaves(document.content ?? []))
    }

    private struct Document: Decodable {
        let content: [ModuleTreeNode]?
    }
}
