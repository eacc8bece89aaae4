package import Domain

/// Comparisons that are made again because a better baseline passed after them: a pull request's build is often done
/// before that of the commit it is based on.
package enum LateBase {
    /// How many artifacts are examined when one passes: of its name, the newest whose base commit has no artifact that
    /// passed.
    package static let maximumExamined = 200
    /// How many of those are queued for a new analysis, the newest first; the others keep their baselines until they are
    /// analyzed again for another reason.
    package static let maximumQueued = 20

    /// An artifact that may be waiting for a better baseline.
    package struct Waiting: Sendable {
        package var row: Int64
        package var artifact: Artifact
        package var request: BaselineRequest

        package init(row: some StoredRow) throws {
            self.row = try row["row"]
            artifact = try Artifact(row: row)
            request = try BaselineRequest(row: row)
        }

        /// `passed` if it is a better baseline than the present one and the artifact can be analyzed again. One that is
        /// being analyzed looks for a better baseline at the end.
        func choice(of passed: Artifact) -> Baseline.Choice? {
            guard artifact.status == .passed, !artifact.isBeingAnalyzed, artifact.id != passed.id else { return nil }
            let isOwnCommit = artifact.build.hash.hasSameBytes(as: passed.build.hash)
            guard !isOwnCommit || passed.id < artifact.id else { return nil }
            let place = request.commits.firstIndex { $0.hasSameBytes(as: passed.build.hash) }
            guard let place, place < artifact.baselineDistance ?? .max else { return nil }
            return Baseline.Choice(id: passed.id, at: place)
        }
    }

    /// Whether others may have been waiting for an artifact whose analysis has passed.
    package static func isAwaited(_ passed: Artifact, statusBefore: Artifact.Status) -> Bool {
        statusBefore != .passed && !passed.build.isFork
    }

    /// Those to be compared with `passed` from now on.
    package static func queued(
        _ waiting: [Waiting], for passed: Artifact
    ) -> ArraySlice<(waiting: Waiting, choice: Baseline.Choice)> {
        waiting.sorted { $0.row > $1.row }
            .compactMap { waiting in waiting.choice(of: passed).map { (waiting, $0) } }
            .prefix(maximumQueued)
    }
}
