/// The analysis that produced an outcome: raised by one whenever scores or shapes move.
package let analysisVersion = 1

/// What an analysis found out.
package struct AnalysisOutcome: Sendable, Equatable {
    /// One entry point in four numbers, for lists and events.
    package struct EntryPointSummary: Sendable, Equatable, Codable {
        package let name: String
        package let size: Size
        package let initialSize: Size
        package let score: Int
    }

    package let report: Report
    /// One root for each JavaScript asset.
    package let content: [ModuleTreeNode]
    /// Sentences about what was odd, at most ``AnalysisWarnings/limit``.
    package let warnings: [String]
    /// 0 to 100.
    package let score: Int
    /// All distinct assets of all entry points.
    package let size: Size
    package let entryPoints: [EntryPointSummary]
    package let analysisVersion: Int
}
