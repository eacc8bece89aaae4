package import Foundation

/// The whole result of an analysis as one JSON document: the members of the report, and `content` and `moduleMap`.
package struct AnalysisDocument: Encodable, Sendable {
    private enum CodingKeys: CodingKey { case content, moduleMap }

    private let outcome: AnalysisOutcome

    package init(_ outcome: AnalysisOutcome) { self.outcome = outcome }

    package func encode(to encoder: any Encoder) throws {
        try outcome.report.encode(to: encoder)
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(outcome.content, forKey: .content)
        try container.encode(outcome.moduleMap, forKey: .moduleMap)
    }

    /// Equal results produce equal bytes.
    package func encoded(_ wording: any ReportWording) throws -> Data {
        try CanonicalJSON.encode(self, userInfo: [.reportWording: wording])
    }
}
