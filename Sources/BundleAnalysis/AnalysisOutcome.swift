/// The version of the analysis that produced an outcome: incremented whenever scores or formats change.
package let analysisVersion = 3

/// The result of an analysis.
package struct AnalysisOutcome: Sendable, Equatable {
    /// One entry point in four numbers, for lists and events.
    package struct EntryPointSummary: Sendable, Equatable, Codable {
        package let name: String
        package let size: AssetSize
        package let initialSize: AssetSize
        package let score: Int
    }

    package let report: Report
    /// One root for each script and each style sheet.
    package let content: [ModuleTreeNode]
    /// By the module's id; empty unless it was asked for.
    package let moduleMap: [String: ModuleMapEntry]
    /// Which modules import which; without any for a build without stats.
    package let imports: ImportGraph
    /// At most ``AnalysisWarnings/limit``.
    package let warnings: [AnalysisWarning]
    /// The audits whose values are too low, at most ``AuditWarning/maximumCount``.
    package let auditWarnings: [AuditWarning]
    /// 0 to 100.
    package let score: Int
    /// All distinct assets of all entry points.
    package let size: AssetSize
    package let entryPoints: [EntryPointSummary]
    package let analysisVersion: Int
    /// The beginning of the build's file with budgets, one byte more than may be; nil if it has none.
    package var budgets: [UInt8]?
}
