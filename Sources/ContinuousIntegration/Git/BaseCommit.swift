/// The commit that a build is compared with, and those before it, in which case an older one has to do.
package struct BaseCommit: Hashable, Sendable {
    /// How many ancestors are named.
    package static let mostAncestors = 200

    /// How it was found.
    package enum Source: Hashable, Sendable {
        /// It was given.
        case given
        /// What the pull request was merged into for a test: the parent of the test merge that is not its head.
        case testMerge
        /// Where the branch left its base branch: git's answer, or that of the CI system.
        case mergeBase
        /// The commit before, on the base branch itself.
        case firstParent
        /// What the CI system says that the base branch was: there is no checkout to ask.
        case baseHead
    }

    package let hash: CommitHash
    package let source: Source
    /// Its first parent, the first parent of that and so on: at most ``mostAncestors``.
    package let ancestors: [CommitHash]
}

/// What a checkout lacks, so that the baseline is less exact than it could be.
package enum CheckoutLack: Hashable, Sendable {
    /// There is no checkout, or no git.
    case checkout
    /// Git did not answer in time.
    case time
    /// The commit that is uploaded is not known by a full hash.
    case hash
    /// The clone does not have the commit that is uploaded.
    case commit(CommitHash, isShallow: Bool)
    /// It does not have the base branch.
    case branch(BranchName, isShallow: Bool)
    /// It has both, and no commit that is in the history of both.
    case mergeBase(BranchName, isShallow: Bool)
    /// A shallow clone ends before ``BaseCommit/mostAncestors``.
    case ancestors(known: Int)
    /// Nobody says which branch is the base branch.
    case baseBranch
}
