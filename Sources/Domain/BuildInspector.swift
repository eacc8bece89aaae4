/// Answers questions about builds from the files that their analyses stored.
package protocol BuildInspector: Sendable {
    /// What changed from the baseline, as JSON: `BuildDiff`.
    func diff(
        of artifact: Artifact.Result, against baseline: Artifact.Result
    ) async throws(BuildInspectionFailure) -> [UInt8]

    /// Why a module or a package is in the build, as JSON: `ImportAnswer`.
    ///
    /// - Parameter module: a module's path or its end, or a package's name.
    func why(_ module: String, in artifact: Artifact.Result) async throws(BuildInspectionFailure) -> [UInt8]

    /// What the page of a build shows, as JSON: `BuildOverview`.
    func overview(
        _ part: OverviewPart, of artifact: Artifact.Result, against baseline: Artifact.Result?
    ) async throws(BuildInspectionFailure) -> [UInt8]

    /// The files, packages and modules whose names contain a text, as JSON: `BuildSearch`.
    func search(_ text: String, in artifact: Artifact.Result) async throws(BuildInspectionFailure) -> [UInt8]

    /// What a treemap draws, as JSON: `TreemapDocument`.
    func treemap(
        of part: TreemapPart, in artifact: Artifact.Result, against baseline: Artifact.Result?
    ) async throws(BuildInspectionFailure) -> [UInt8]

    /// What is wrong with a text of budgets, `perfsee-budgets.yaml`; empty if nothing is. At most 20 mistakes, each with
    /// its line.
    func faults(ofBudgets text: String) -> [RecordedMessage]
}

/// Why a question about a build cannot be answered.
package enum BuildInspectionFailure: Error, Hashable, Sendable {
    /// A file that an analysis stored.
    package enum File: String, Hashable, Sendable, CaseIterable {
        case report, content, imports
    }

    /// Too many questions are waiting for their turn.
    case busy
    /// The caller went away.
    case cancelled
    case storageUnavailable
    /// It is no longer stored, or the analysis stored none, as earlier versions did.
    case missing(File)
    case tooLarge(File, limit: Int)
    case unreadable(File)
    /// The build has no entry point or asset of the name.
    case notInBuild
}
