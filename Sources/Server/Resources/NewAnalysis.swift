import Domain
import Localization
import Storage

/// A new analysis of an artifact, requested by the API or a page.
struct NewAnalysis: Sendable {
    let services: Services
    let store: any ArtifactStore

    /// Throws a 409 if the artifact is being analyzed, or if its build is no longer stored.
    func request(
        of artifact: Artifact, in project: Project, raisesEvent: Bool, once: Once<Artifact>? = nil
    ) async throws -> Reply<Artifact> {
        guard try await services.blobs.size(artifact.build.buildKey) != nil else {
            throw StoreError.conflict(.artifactBuildGone)
        }
        return try await store.analyzeAgain(
            artifact.id, in: project.number, raisesEvent: raisesEvent, at: services.now, once: once)
    }
}
