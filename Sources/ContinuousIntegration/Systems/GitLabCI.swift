/// https://docs.gitlab.com/ci/variables/predefined_variables/
enum GitLabCI: CISystem {
    static let name = "GitLab CI"

    static func runs(_ environment: CIEnvironment) -> Bool { environment.isTrue("GITLAB_CI") }

    static func describe(_ facts: inout CIFacts, _ environment: CIEnvironment) {
        facts.defaultBranch = environment.branch("CI_DEFAULT_BRANCH")
        facts.repository = environment.text("CI_PROJECT_URL").flatMap(GitRemote.init)
        if environment.number("CI_MERGE_REQUEST_IID") != nil {
            describeMergeRequest(&facts, environment)
        } else if environment.number("CI_EXTERNAL_PULL_REQUEST_IID") != nil {
            describeExternal(&facts, environment)
        } else {
            facts.commitHash = environment.hash("CI_COMMIT_SHA")
            facts.tag = environment.text("CI_COMMIT_TAG")
            if facts.tag == nil { facts.branch = environment.branch("CI_COMMIT_BRANCH", "CI_COMMIT_REF_NAME") }
        }
        if let hash = facts.commitHash, hash == environment.hash("CI_COMMIT_SHA") {
            facts.commitMessage = environment.firstLine("CI_COMMIT_MESSAGE")
            facts.author = environment.email("CI_COMMIT_AUTHOR")
        }
    }

    /// The hash of the source branch is only set in pipelines for merged results, where `CI_COMMIT_SHA` is the merge.
    private static func describeMergeRequest(_ facts: inout CIFacts, _ environment: CIEnvironment) {
        facts.branch = environment.branch("CI_MERGE_REQUEST_SOURCE_BRANCH_NAME")
        facts.commitHash = environment.hash("CI_MERGE_REQUEST_SOURCE_BRANCH_SHA", "CI_COMMIT_SHA")
        var request = CIFacts.PullRequest(
            number: environment.number("CI_MERGE_REQUEST_IID"),
            baseBranch: environment.branch("CI_MERGE_REQUEST_TARGET_BRANCH_NAME"))
        request.mergeBase = environment.hash("CI_MERGE_REQUEST_DIFF_BASE_SHA")
        request.baseHead = environment.hash("CI_MERGE_REQUEST_TARGET_BRANCH_SHA")
        let source = environment.text("CI_MERGE_REQUEST_SOURCE_PROJECT_PATH")
        let target = environment.text("CI_MERGE_REQUEST_PROJECT_PATH")
        request.isFork = target != nil && source != target
        facts.pullRequest = request
        // The pipeline of a fork's merge request may run in the fork.
        facts.repository = environment.text("CI_MERGE_REQUEST_PROJECT_URL").flatMap(GitRemote.init) ?? facts.repository
    }

    /// A pull request on GitHub whose pipeline GitLab runs.
    private static func describeExternal(_ facts: inout CIFacts, _ environment: CIEnvironment) {
        facts.branch = environment.branch("CI_EXTERNAL_PULL_REQUEST_SOURCE_BRANCH_NAME")
        facts.commitHash = environment.hash("CI_EXTERNAL_PULL_REQUEST_SOURCE_BRANCH_SHA", "CI_COMMIT_SHA")
        var request = CIFacts.PullRequest(
            number: environment.number("CI_EXTERNAL_PULL_REQUEST_IID"),
            baseBranch: environment.branch("CI_EXTERNAL_PULL_REQUEST_TARGET_BRANCH_NAME"))
        request.baseHead = environment.hash("CI_EXTERNAL_PULL_REQUEST_TARGET_BRANCH_SHA")
        let target = environment.text("CI_EXTERNAL_PULL_REQUEST_TARGET_REPOSITORY")
        request.isFork = target != nil && environment.text("CI_EXTERNAL_PULL_REQUEST_SOURCE_REPOSITORY") != target
        facts.pullRequest = request
        facts.repository = target.flatMap { GitRemote(server: "https://github.com", path: $0) } ?? facts.repository
    }
}
