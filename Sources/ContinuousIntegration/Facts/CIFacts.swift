/// What a CI system says about the build that it runs. What it does not document is nil.
package struct CIFacts: Hashable, Sendable {
    /// The system's name for people.
    package var system: String
    /// The branch that is built; of a pull request, its source branch. Nil for a tag.
    package var branch: BranchName?
    /// The tag that is built.
    package var tag: String?
    /// The commit that is built; of a pull request, its head, even if its merge into the base branch is built.
    package var commitHash: CommitHash?
    package var pullRequest: PullRequest?
    /// The branch that a repository's pull requests usually target.
    package var defaultBranch: BranchName?
    package var repository: GitRemote?
    /// The first line of the message of `commitHash`.
    package var commitMessage: String?
    /// The email address of the author of `commitHash`.
    package var author: String?

    package init(system: String) {
        self.system = system
    }

    /// What a pull request, or a merge request, asks for.
    package struct PullRequest: Hashable, Sendable {
        package var number: Int?
        /// The branch that it targets.
        package var baseBranch: BranchName?
        /// Where its branch left the base branch, if the system says so.
        package var mergeBase: CommitHash?
        /// The newest commit of the base branch, if the system says so.
        package var baseHead: CommitHash?
        /// Whether its branch is in another repository, or in one that is gone. False if that is not documented.
        package var isFork = false

        package init(number: Int? = nil, baseBranch: BranchName? = nil) {
            self.number = number
            self.baseBranch = baseBranch
        }
    }
}
