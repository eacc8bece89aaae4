import Domain

/// Chooses what an artifact is compared with; frozen when the artifact is made.
enum Baseline {
    /// The column that a baseline is looked up by.
    enum Key: String {
        case hash, branch
    }

    /// - Parameters:
    ///   - branches: those that are the project's baseline.
    ///   - newest: the newest artifact that passed and has this in its column.
    static func choose(
        request: BaselineRequest, branches: [String], newest: (Key, String) throws -> Artifact.ID?
    ) rethrows -> (id: Artifact.ID, rule: Artifact.BaselineRule)? {
        if let hash = request.commitHash, let id = try newest(.hash, hash) { return (id, .commit) }
        if let branch = request.branch, let id = try newest(.branch, branch) { return (id, .branch) }
        return try branches.compactMap { try newest(.branch, $0) }.max().map { ($0, .projectBranch) }
    }
}
