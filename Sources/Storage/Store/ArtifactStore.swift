package import Domain

package protocol ArtifactStore: Sendable {
    /// Records an uploaded build as `Pending`, with the baseline that holds at this moment.
    func createArtifact(
        _ build: Artifact.Build, baseline: BaselineWish, in project: Project.Number, at now: Timestamp,
        once: Once<Artifact>?
    ) async throws -> Reply<Artifact>
    func artifact(_ id: Artifact.ID, in project: Project.Number) async throws -> Artifact?
    /// Newest first.
    func artifacts(
        in project: Project.Number, matching filter: ArtifactFilter, before id: Artifact.ID?, limit: Int
    ) async throws -> [Artifact]
}

/// What a client may say about what its build is to be compared with.
package struct BaselineWish: Hashable, Sendable {
    package var commitHash: String?
    package var branch: String?

    package init(commitHash: String? = nil, branch: String? = nil) {
        self.commitHash = commitHash
        self.branch = branch
    }
}

package struct ArtifactFilter: Hashable, Sendable {
    package var branch: String?
    package var name: String?
    package var hash: String?

    package init(branch: String? = nil, name: String? = nil, hash: String? = nil) {
        self.branch = branch
        self.name = name
        self.hash = hash
    }
}

/// The analyst's side of artifacts.
package protocol AnalysisQueue: Sendable {
    /// The oldest pending artifact, made `Running` under a lease; nil where none is pending.
    func claimArtifact(at now: Timestamp, leaseUntil: Timestamp) async throws -> ClaimedArtifact?
    func renew(_ lease: ArtifactLease, until: Timestamp) async throws -> Bool
    /// Ends the artifact and accepts its `bundle:finished` event in the same transaction, if the lease still holds;
    /// false where it does not.
    func finish(
        _ lease: ArtifactLease, _ outcome: ArtifactOutcome,
        event: @escaping @Sendable (Artifact, Artifact?) -> EventBody,
        at now: Timestamp
    ) async throws -> Bool
    /// Makes pending again what was leased until before `now`.
    func rescueArtifacts(at now: Timestamp) async throws -> Int
    /// Gives a lease back, at shutdown or when the machine (not the build) was at fault.
    func release(_ lease: ArtifactLease, at now: Timestamp) async throws
    /// Returns when an artifact may have become pending since the last call.
    func waitForArtifacts() async
}

package struct ArtifactLease: Hashable, Sendable {
    package var row: Int64
    package var token: Int64

    package init(row: Int64, token: Int64) {
        self.row = row
        self.token = token
    }
}

package struct ClaimedArtifact: Hashable, Sendable {
    package var lease: ArtifactLease
    package var project: Project
    package var artifact: Artifact
    /// How often it was claimed before and not ended: a build that kills its server is not tried for ever.
    package var tries: Int

    package init(lease: ArtifactLease, project: Project, artifact: Artifact, tries: Int) {
        self.lease = lease
        self.project = project
        self.artifact = artifact
        self.tries = tries
    }
}

package enum ArtifactOutcome: Hashable, Sendable {
    case passed(Artifact.Result, duration: Int64)
    case failed(reason: String, duration: Int64)
}
