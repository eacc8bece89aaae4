/// https://docs.travis-ci.com/user/environment-variables/
enum TravisCI: CISystem {
    static let name = "Travis CI"

    static func runs(_ environment: CIEnvironment) -> Bool { environment.isTrue("TRAVIS") }

    /// `TRAVIS_BRANCH` is the base branch of a pull request, and the name of a tag.
    static func describe(_ facts: inout CIFacts, _ environment: CIEnvironment) {
        let slug = environment.text("TRAVIS_REPO_SLUG")
        facts.repository = slug.flatMap { GitRemote(server: "https://travis-ci.com", path: $0) }
        if let number = environment.number("TRAVIS_PULL_REQUEST") {
            facts.branch = environment.branch("TRAVIS_PULL_REQUEST_BRANCH")
            facts.commitHash = environment.hash("TRAVIS_PULL_REQUEST_SHA")
            var request = CIFacts.PullRequest(number: number, baseBranch: environment.branch("TRAVIS_BRANCH"))
            request.isFork = environment.text("TRAVIS_PULL_REQUEST_SLUG")?.lowercased() != slug?.lowercased()
            facts.pullRequest = request
            return
        }
        facts.commitHash = environment.hash("TRAVIS_COMMIT")
        facts.commitMessage = environment.firstLine("TRAVIS_COMMIT_MESSAGE")
        facts.tag = environment.text("TRAVIS_TAG")
        if facts.tag == nil { facts.branch = environment.branch("TRAVIS_BRANCH") }
    }
}
