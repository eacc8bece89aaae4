import ContinuousIntegration
import TestSupport

extension GitHistory {
    /// What is found for a build of what is checked out, or of `commit`, as the CI system or nobody names it.
    func find(
        commit: CommitHash? = nil, branch: String, base: String? = "main", pullRequest: Int? = nil,
        _ change: (inout BaseCommitSearch) -> Void = { _ in }
    ) throws -> BaseCommitSearch.Result {
        var search = BaseCommitSearch(checkout)
        search.commit = try commit ?? head
        search.branch = BranchName(branch)
        search.baseBranch = base.flatMap(BranchName.init)
        search.pullRequest = pullRequest.map { CIFacts.PullRequest(number: $0, baseBranch: search.baseBranch) }
        change(&search)
        return search.result()
    }
}
