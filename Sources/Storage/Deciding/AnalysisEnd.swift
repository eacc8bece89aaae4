package import Domain

/// What the end of an analysis means for its artifact.
package struct AnalysisEnd: Hashable, Sendable {
    /// Whether the artifact stays `Passed` with its earlier result: a new analysis that failed takes nothing away.
    package let keepsResult: Bool
    package let raisesEvent: Bool
    /// The keys of the files that the outcome replaces.
    package let replacedBlobs: [String]

    /// - Parameters:
    ///   - artifact: as it is stored before the end.
    ///   - isWanted: whether the request for a new analysis asked for an event.
    package init(
        _ outcome: ArtifactOutcome, of artifact: Artifact, in pass: AnalysisPass, isEventWanted isWanted: Bool
    ) {
        let isFailure = if case .failed = outcome { true } else { false }
        keepsResult = pass == .again && isFailure && artifact.status == .passed
        raisesEvent = pass == .first || (isWanted && !keepsResult)
        replacedBlobs =
            isFailure ? [] : artifact.result?.storedKeys ?? []
    }
}

extension Artifact {
    /// Throws the reason why the artifact cannot be analyzed again.
    package func requireAnalyzable() throws(StoreError) {
        guard !isBeingAnalyzed else { throw .conflict(.artifactBeingAnalyzed) }
    }

    /// As its claim leaves it.
    package func claimed(for pass: AnalysisPass) -> Artifact {
        var artifact = self
        switch pass {
        case .first: artifact.status = .running
        case .again: artifact.reanalysis = .running
        }
        return artifact
    }
}
