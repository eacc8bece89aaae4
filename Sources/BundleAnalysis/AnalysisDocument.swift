package import Foundation

/// The whole result of an analysis as one JSON document: the members of the report, `content`, `moduleMap` and, if it was
/// compared, `diff`.
package struct AnalysisDocument: Encodable, Sendable {
    private enum CodingKeys: CodingKey { case content, moduleMap, diff }

    private let outcome: AnalysisOutcome
    private let diff: BuildDiff?

    package init(_ outcome: AnalysisOutcome, diff: BuildDiff? = nil) {
        self.outcome = outcome
        self.diff = diff
    }

    package func encode(to encoder: any Encoder) throws {
        try outcome.report.encode(to: encoder)
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(outcome.content, forKey: .content)
        try container.encode(outcome.moduleMap, forKey: .moduleMap)
        try container.encodeIfPresent(diff, forKey: .diff)
    }

    /// Equal results produce equal bytes.
    package func encoded(_ wording: any ReportWording) throws -> Data {
        try CanonicalJSON.encode(self, userInfo: [.reportWording: wording])
    }
}
