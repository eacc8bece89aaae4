/// https://docs.netlify.com/build/configure-builds/environment-variables/#git-metadata
enum Netlify: CISystem {
    static let name = "Netlify"

    static func runs(_ environment: CIEnvironment) -> Bool { environment.isTrue("NETLIFY") }

    /// `BRANCH` is what is checked out, which for a pull request is none of its branches.
    static func describe(_ facts: inout CIFacts, _ environment: CIEnvironment) {
        facts.commitHash = environment.hash("COMMIT_REF")
        facts.repository = environment.text("REPOSITORY_URL").flatMap(GitRemote.init)
        if environment.isTrue("PULL_REQUEST") {
            facts.branch = environment.branch("HEAD")
            facts.pullRequest = CIFacts.PullRequest(number: environment.number("REVIEW_ID"))
        } else {
            facts.branch = environment.branch("BRANCH", "HEAD")
        }
    }
}
