package import Domain

/// Chooses what an artifact is compared with; fixed when the artifact is created.
package enum Baseline {
    /// The column by which a baseline is looked up.
    package enum Key: String {
        case hash, branch
    }

    /// - Parameters:
    ///   - branches: the project's baseline branches.
    ///   - newest: returns the newest artifact that passed and has this value in its column.
    package static func choose(
        request: BaselineRequest, branches: [String], newest: (Key, String) throws -> Artifact.ID?
    ) rethrows -> (id: Artifact.ID, rule: Artifact.BaselineRule)? {
        if let hash = request.commitHash, let id = try newest(.hash, hash) { return (id, .commit) }
        if let branch = request.branch, let id = try newest(.branch, branch) { return (id, .branch) }
        return try branches.compactMap { try newest(.branch, $0) }.max().map { ($0, .projectBranch) }
    }
}
