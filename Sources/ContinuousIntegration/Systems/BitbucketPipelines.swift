/// https://support.atlassian.com/bitbucket-cloud/docs/variables-and-secrets/
enum BitbucketPipelines: CISystem {
    static let name = "Bitbucket Pipelines"

    static func runs(_ environment: CIEnvironment) -> Bool { environment.text("BITBUCKET_BUILD_NUMBER") != nil }

    /// It merges the destination branch into the source branch before it builds; `BITBUCKET_COMMIT` stays the head. The
    /// destination's commit may be abbreviated. Pull requests from forks are not built.
    static func describe(_ facts: inout CIFacts, _ environment: CIEnvironment) {
        facts.branch = environment.branch("BITBUCKET_BRANCH")
        facts.tag = environment.text("BITBUCKET_TAG")
        facts.commitHash = environment.hash("BITBUCKET_COMMIT")
        facts.repository =
            environment.text("BITBUCKET_GIT_HTTP_ORIGIN").flatMap(GitRemote.init)
            ?? environment.text("BITBUCKET_REPO_FULL_NAME").flatMap {
                GitRemote(server: "https://bitbucket.org", path: $0)
            }
        guard let number = environment.number("BITBUCKET_PR_ID") else { return }
        var request = CIFacts.PullRequest(
            number: number, baseBranch: environment.branch("BITBUCKET_PR_DESTINATION_BRANCH"))
        request.baseHead = environment.hash("BITBUCKET_PR_DESTINATION_COMMIT")
        facts.pullRequest = request
    }
}
