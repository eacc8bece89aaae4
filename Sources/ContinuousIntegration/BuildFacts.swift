/// The facts about a build that need not be given: what the CI system says, else git.
package struct BuildFacts: Sendable {
    package let ci: CIFacts?
    package let checkout: GitCheckout

    package init(environment: CIEnvironment, checkout: GitCheckout) {
        ci = CISystems.facts(environment)
        self.checkout = checkout
    }

    /// Nil for a tag: what contains its commit is anybody's guess. What is checked out for a pull request can be its base
    /// branch, so git is not asked then.
    package var branch: BranchName? {
        guard ci?.tag == nil else { return nil }
        return ci?.branch ?? (ci?.pullRequest == nil ? checkout.branch : nil)
    }

    package var commitHash: CommitHash? { ci?.commitHash ?? checkout.head }

    /// A system that serves several hosts names only the repository; then the remote says where it is.
    package var repository: GitRemote? {
        guard let named = ci?.repository else { return checkout.remote }
        guard named.host == "Unknown", let remote = checkout.remote, remote.isCalled(like: named) else { return named }
        return remote
    }

    /// The first line of a commit's message and its author's email address: from the commit itself, else from the CI system.
    package func authorship(of hash: CommitHash) -> (message: String?, author: String?) {
        if let commit = checkout.commit(hash) {
            return (commit.subject.flatMap(CIEnvironment.firstLine), commit.author.flatMap(CIEnvironment.email))
        }
        return ci?.commitHash == hash ? (ci?.commitMessage, ci?.author) : (nil, nil)
    }

    /// What pull requests usually target, if nobody has said which branch this build is to be compared with.
    package var defaultBranch: BranchName? { ci?.defaultBranch ?? checkout.defaultBranch }

    /// A search for the commit to compare with, which starts from these facts.
    ///
    /// - Parameters:
    ///   - commit: the commit that is uploaded, if that is another one.
    ///   - branch: the branch that it is on, if that is another one.
    ///   - baseBranch: the branch to compare with, if it is given.
    ///   - projectBranch: the branch whose builds the project is compared with; it counts if it is there.
    package func search(
        commit: CommitHash?, branch: BranchName?, baseBranch: BranchName?, projectBranch: BranchName?
    ) -> BaseCommitSearch {
        var search = BaseCommitSearch(checkout)
        search.commit = commit
        search.branch = branch ?? self.branch
        search.pullRequest = ci?.pullRequest
        let project = projectBranch.flatMap { $0 == search.branch || checkout.newest(of: $0) != nil ? $0 : nil }
        search.baseBranch = baseBranch ?? ci?.pullRequest?.baseBranch ?? project ?? defaultBranch
        return search
    }
}
