package import Domain

package protocol ArtifactStore: Sendable {
    /// Records an uploaded build as `Pending`, with the baseline that applies at this moment; when it is claimed, its
    /// baseline is chosen again. Throws `StoreError.quota`
    /// if it does not fit into the `quota`: the stored bytes are summed and the build recorded in one step.
    ///
    /// - Parameter quota: how many bytes a project's builds and reports may take in all; nil for no limit.
    func createArtifact(
        _ build: Artifact.Build, baseline: BaselineRequest, quota: Int64?, in project: Project.Number,
        at now: Timestamp, once: Once<Artifact>?
    ) async throws -> Reply<Artifact>
    /// Queues a new analysis of an artifact that has passed or failed; until it ends, the artifact keeps what the
    /// analysis before found. Throws `StoreError.notFound`, and `.conflict` if the artifact is being analyzed.
    ///
    /// - Parameter raisesEvent: whether a `bundle:finished` event is accepted when the new analysis replaces the result.
    func analyzeAgain(
        _ id: Artifact.ID, in project: Project.Number, raisesEvent: Bool, at now: Timestamp, once: Once<Artifact>?
    ) async throws -> Reply<Artifact>
    /// How many bytes a project's builds and reports take in all.
    func storedBytes(in project: Project.Number) async throws -> Int64
    func artifact(_ id: Artifact.ID, in project: Project.Number) async throws -> Artifact?
    /// Newest first.
    func artifacts(
        in project: Project.Number, matching filter: ArtifactFilter, before id: Artifact.ID?, limit: Int
    ) async throws -> [Artifact]
}

extension ArtifactStore {
    /// Creates an artifact without a quota.
    package func createArtifact(
        _ build: Artifact.Build, baseline: BaselineRequest, in project: Project.Number, at now: Timestamp,
        once: Once<Artifact>?
    ) async throws -> Reply<Artifact> {
        try await createArtifact(build, baseline: baseline, quota: nil, in: project, at: now, once: once)
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

/// Artifacts as the analyzer sees them.
package protocol AnalysisQueue: Sendable {
    /// The oldest pending artifact, now `Running` under a lease; without one, the oldest that waits for a new analysis.
    /// Nil if there is neither. Its baseline is chosen again: a better one may have passed since, or the one before be
    /// gone.
    func claimArtifact(at now: Timestamp, leaseUntil: Timestamp) async throws -> ClaimedArtifact?
    func renew(_ lease: ArtifactLease, until: Timestamp) async throws -> Bool
    /// Ends the artifact's analysis and accepts its `bundle:finished` event in the same transaction if the lease still
    /// holds; returns nil if it does not. What a new analysis replaces, and whether it raises an event, `AnalysisEnd`
    /// decides. Artifacts that would rather be compared with the one that has now passed get it as their baseline and
    /// are queued for a new analysis without `bundle:finished`, as `LateBase` says, in the same transaction.
    ///
    /// If it passed, its budgets are decided and recorded in that transaction too, with the events that `BudgetEnd` names.
    /// For each branch it is one step to record an excess or find it gone: `bundle:budget-recovered` is neither raised
    /// twice nor missed.
    ///
    /// - Parameter review: how the budgets are decided; nil for a build that failed.
    func finish(
        _ lease: ArtifactLease, _ outcome: ArtifactOutcome, review: BudgetReview?,
        event: @escaping @Sendable (BundleEvent) -> EventBody, at now: Timestamp
    ) async throws -> RecordedAnalysis?
    /// The builds that a drift is measured from: those of the baseline branch before a claimed artifact, with its name,
    /// that have passed; the oldest first, of the newest `limit`. The keys of their reports.
    func driftReports(of claimed: ClaimedArtifact, limit: Int) async throws -> [String]
    /// Makes artifacts pending again whose leases ran out before `now`.
    func rescueArtifacts(at now: Timestamp) async throws -> Int
    /// Gives a lease back, at shutdown or when the machine (not the build) was at fault.
    func release(_ lease: ArtifactLease, at now: Timestamp) async throws
    /// Returns when an artifact may have become pending since the last call.
    func waitForArtifacts() async
}

package struct ArtifactLease: Hashable, Sendable {
    package var row: Int64
    package var token: Int64
    package var pass: AnalysisPass

    package init(row: Int64, token: Int64, pass: AnalysisPass) {
        self.row = row
        self.token = token
        self.pass = pass
    }
}

/// Which of its analyses an artifact is leased for, in the order in which they are claimed: uploads do not wait for what
/// has a result already.
package enum AnalysisPass: Hashable, Sendable, CaseIterable {
    case first, again

    /// The column with the state of the analysis, an `Artifact.Status`.
    package var column: String {
        switch self {
        case .first: "status"
        case .again: "reanalysis"
        }
    }
}

/// An analysis whose end was recorded.
package struct RecordedAnalysis: Hashable, Sendable {
    /// The keys of the files that it replaced, to be deleted.
    package var replacedBlobs: [String]

    package init(replacedBlobs: [String]) {
        self.replacedBlobs = replacedBlobs
    }
}

package struct ClaimedArtifact: Hashable, Sendable {
    package var lease: ArtifactLease
    package var project: Project
    package var artifact: Artifact
    /// What it is compared with: an artifact that has passed; nil if there is none.
    package var baseline: Artifact?
    /// How many earlier claims did not end in a result: a build that kills its server is not tried forever.
    package var tries: Int
    /// The project's baseline branches, the first of which has priority, as they were when it was claimed.
    package var baselineBranches: [String] = []
    /// Whether it is a build of the baseline branch itself.
    package var isOnBaselineBranch = false

    package init(lease: ArtifactLease, project: Project, artifact: Artifact, baseline: Artifact? = nil, tries: Int) {
        self.lease = lease
        self.project = project
        self.artifact = artifact
        self.baseline = baseline
        self.tries = tries
    }
}

package enum ArtifactOutcome: Hashable, Sendable {
    /// `reportBytes` is the size of what the analysis stored; `packages` is nil if they are not known.
    case passed(Artifact.Result, duration: Duration, reportBytes: Int64 = 0, packages: ArtifactPackages? = nil)
    case failed(reason: RecordedMessage, duration: Duration)
}
