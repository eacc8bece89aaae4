import Domain
import Localization

/// What an artifact's page says about a new analysis: one under way, one that failed, or one that is due because the
/// report is of an earlier version of the analysis.
///
/// Its names differ from those of the page around it, which a template finds where these are nil.
struct ReanalysisView: Sendable {
    var isAgainUnderWay: Bool
    /// Why the last one failed.
    var againFailure: RecordedView?
    /// That the report is of an earlier version; nil if it is not.
    var outdated: String?
    /// Where to request one; nil for visitors who may not, and where there is no reason to.
    var analyzePath: String?

    init(of artifact: Artifact, in project: Project, _ request: PageRequest) {
        let strings = request.strings
        isAgainUnderWay = artifact.isBeingAnalyzed && artifact.reanalysis != nil
        if case .failed(let reason) = artifact.reanalysis {
            againFailure = RecordedView(reason.failure(in: strings.language))
        }
        let current = request.services.configuration.analysisVersion
        if let version = artifact.result?.analysisVersion, version < current {
            outdated = strings("artifact-outdated", ["version": String(version), "current": String(current)])
        }
        let isDue = outdated != nil || againFailure != nil || artifact.status == .failed
        analyzePath =
            request.isAdmin && isDue && !artifact.isBeingAnalyzed
            ? "/\(project.id)/artifacts/\(artifact.id)/analysis" : nil
    }
}
