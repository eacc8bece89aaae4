/// What a client says about the commits that its build is compared with.
package struct BaselineRequest: Hashable, Sendable {
    /// The most ancestors of the base commit that are considered.
    package static let maximumAncestors = 200
    /// The most commits of a request.
    package static let maximumCommits = maximumAncestors + 1

    /// The commit that the build's changes are based on.
    package var commitHash: String?
    /// The commits before that one, nearest first.
    package var ancestors: [String]
    /// The branch that the build's changes are meant for.
    package var branch: String?

    /// - Parameter ancestors: those beyond `maximumAncestors` are dropped.
    package init(commitHash: String? = nil, ancestors: [String] = [], branch: String? = nil) {
        self.commitHash = commitHash
        self.ancestors = Array(ancestors.prefix(Self.maximumAncestors))
        self.branch = branch
    }

    /// The base commit and its ancestors: the earlier, the better. A commit's place in it is its distance. Without a
    /// base commit, the first ancestor stands for it.
    package var commits: [String] { (commitHash.map { [$0] } ?? []) + ancestors }
}
