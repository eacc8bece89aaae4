/// https://circleci.com/docs/reference/variables/
enum CircleCI: CISystem {
    static let name = "CircleCI"

    static func runs(_ environment: CIEnvironment) -> Bool { environment.isTrue("CIRCLECI") }

    /// It builds the head of a pull request and does not name its base branch. The branch of a fork's pull request is
    /// called `pull/17`; `CIRCLE_PR_NUMBER` and its neighbours are only set for forks.
    static func describe(_ facts: inout CIFacts, _ environment: CIEnvironment) {
        facts.tag = environment.text("CIRCLE_TAG")
        if facts.tag == nil { facts.branch = environment.branch("CIRCLE_BRANCH") }
        facts.commitHash = environment.hash("CIRCLE_SHA1")
        facts.repository = environment.text("CIRCLE_REPOSITORY_URL").flatMap(GitRemote.init)
        let fork = environment.number("CIRCLE_PR_NUMBER")
        guard let number = fork ?? environment.text("CIRCLE_PULL_REQUEST").flatMap(numberOfPage) else { return }
        var request = CIFacts.PullRequest(number: number)
        request.isFork = fork != nil || environment.text("CIRCLE_PR_USERNAME") != nil
        facts.pullRequest = request
    }

    /// 17 of `https://github.com/acme/shop/pull/17`.
    private static func numberOfPage(_ url: String) -> Int? {
        url.utf8.split(separator: UInt8(ascii: "/")).last.flatMap { CIEnvironment.number(String(Substring($0))) }
    }
}
