package import Foundation

extension ComparedBuild {
    /// From what ``AnalysisDocument`` encodes, or a stored report, which has no content: then no change has a cause.
    ///
    /// - Throws: ``StoredBuildFault/invalidReport`` if it is none, such as a build tool's stats.
    package init(document: Data) throws(StoredBuildFault) {
        let report = try StoredReport(document)
        self.init(report, try ContentLeaves(document: document))
    }
}

extension ContentLeaves {
    /// The content in what ``AnalysisDocument`` encodes; none if there is none.
    init(document: Data) throws(StoredBuildFault) {
        guard let document = try? JSONDecoder().decode(Document.self, from: document) else { throw .invalidContent }
        self.init(document.content ?? [])
    }

    private struct Document: Decodable {
        let content: [ModuleTreeNode]?
    }
}
