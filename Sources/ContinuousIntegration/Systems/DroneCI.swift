/// https://docs.drone.io/pipeline/environment/reference/
enum DroneCI: CISystem {
    static let name = "Drone"

    static func runs(_ environment: CIEnvironment) -> Bool { environment.isTrue("DRONE") }

    /// `DRONE_BRANCH` is the base branch of a pull request. Its clone merges the head into the base branch.
    static func describe(_ facts: inout CIFacts, _ environment: CIEnvironment) {
        facts.commitHash = environment.hash("DRONE_COMMIT_SHA", "DRONE_COMMIT")
        facts.commitMessage = environment.firstLine("DRONE_COMMIT_MESSAGE")
        facts.author = environment.email("DRONE_COMMIT_AUTHOR_EMAIL")
        facts.defaultBranch = environment.branch("DRONE_REPO_BRANCH")
        facts.repository = environment.text("DRONE_GIT_HTTP_URL", "DRONE_REPO_LINK").flatMap(GitRemote.init)
        facts.tag = environment.text("DRONE_TAG")
        if let number = environment.number("DRONE_PULL_REQUEST") {
            facts.branch = environment.branch("DRONE_SOURCE_BRANCH")
            facts.pullRequest = CIFacts.PullRequest(
                number: number, baseBranch: environment.branch("DRONE_TARGET_BRANCH", "DRONE_BRANCH"))
        } else if facts.tag == nil {
            facts.branch = environment.branch("DRONE_BRANCH")
        }
    }
}
