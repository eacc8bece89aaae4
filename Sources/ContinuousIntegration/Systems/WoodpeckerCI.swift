/// https://woodpecker-ci.org/docs/usage/environment
enum WoodpeckerCI: CISystem {
    static let name = "Woodpecker CI"

    static func runs(_ environment: CIEnvironment) -> Bool { environment.text("CI") == "woodpecker" }

    /// `CI_COMMIT_BRANCH` is the base branch of a pull request.
    static func describe(_ facts: inout CIFacts, _ environment: CIEnvironment) {
        facts.commitHash = environment.hash("CI_COMMIT_SHA")
        facts.commitMessage = environment.firstLine("CI_COMMIT_MESSAGE")
        facts.author = environment.email("CI_COMMIT_AUTHOR_EMAIL")
        facts.defaultBranch = environment.branch("CI_REPO_DEFAULT_BRANCH")
        facts.repository = environment.text("CI_REPO_URL", "CI_REPO_CLONE_URL").flatMap(GitRemote.init)
        facts.tag = environment.text("CI_COMMIT_TAG")
        if let number = environment.number("CI_COMMIT_PULL_REQUEST") {
            facts.branch = environment.branch("CI_COMMIT_SOURCE_BRANCH")
            facts.pullRequest = CIFacts.PullRequest(
                number: number, baseBranch: environment.branch("CI_COMMIT_TARGET_BRANCH", "CI_COMMIT_BRANCH"))
        } else if facts.tag == nil {
            facts.branch = environment.branch("CI_COMMIT_BRANCH")
        }
    }
}
