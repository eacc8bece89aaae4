/// https://buildkite.com/docs/pipelines/configure/environment-variables
enum Buildkite: CISystem {
    static let name = "Buildkite"

    static func runs(_ environment: CIEnvironment) -> Bool { environment.isTrue("BUILDKITE") }

    /// `BUILDKITE_COMMIT` is `HEAD` in a build that somebody started, and `BUILDKITE_BRANCH` is the name of a tag. A
    /// fork's branch may have its owner before it: `ada:feature`.
    static func describe(_ facts: inout CIFacts, _ environment: CIEnvironment) {
        facts.commitHash = environment.hash("BUILDKITE_COMMIT")
        facts.commitMessage = environment.firstLine("BUILDKITE_MESSAGE")
        facts.author = environment.email("BUILDKITE_BUILD_AUTHOR_EMAIL")
        facts.defaultBranch = environment.branch("BUILDKITE_PIPELINE_DEFAULT_BRANCH")
        facts.repository = environment.text("BUILDKITE_REPO").flatMap(GitRemote.init)
        facts.tag = environment.text("BUILDKITE_TAG")
        if facts.tag == nil, let name = environment.text("BUILDKITE_BRANCH") {
            facts.branch = BranchName(
                String(Substring(name.utf8.split(separator: UInt8(ascii: ":")).last ?? "".utf8[...])))
        }
        guard let number = environment.number("BUILDKITE_PULL_REQUEST") else { return }
        var request = CIFacts.PullRequest(
            number: number, baseBranch: environment.branch("BUILDKITE_PULL_REQUEST_BASE_BRANCH"))
        if let source = environment.text("BUILDKITE_PULL_REQUEST_REPO").flatMap(GitRemote.init),
            let own = facts.repository
        {
            request.isFork = !source.isCalled(like: own)
        }
        facts.pullRequest = request
    }
}
