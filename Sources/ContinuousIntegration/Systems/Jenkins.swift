/// `/env-vars.html` of a Jenkins server: the variables of multibranch projects, and of the Git plugin.
enum Jenkins: CISystem {
    static let name = "Jenkins"

    /// `JENKINS_URL` is only set if the server's configuration has one.
    static func runs(_ environment: CIEnvironment) -> Bool {
        environment.text("JENKINS_URL", "JENKINS_HOME") != nil
    }

    /// `BRANCH_NAME` of a pull request is `PR-17`, and of a tag its name. `GIT_BRANCH` is a remote's: `origin/main`.
    static func describe(_ facts: inout CIFacts, _ environment: CIEnvironment) {
        facts.commitHash = environment.hash("GIT_COMMIT")
        facts.repository = environment.text("GIT_URL", "GIT_URL_1").flatMap(GitRemote.init)
        facts.tag = environment.text("TAG_NAME")
        if environment.text("CHANGE_ID") != nil {
            facts.branch = environment.branch("CHANGE_BRANCH")
            facts.author = environment.email("CHANGE_AUTHOR_EMAIL")
            var request = CIFacts.PullRequest(
                number: environment.number("CHANGE_ID"), baseBranch: environment.branch("CHANGE_TARGET"))
            request.isFork = environment.text("CHANGE_FORK") != nil
            facts.pullRequest = request
        } else if facts.tag == nil {
            facts.branch = environment.branch("BRANCH_NAME") ?? remoteBranch(environment)
        }
    }

    private static func remoteBranch(_ environment: CIEnvironment) -> BranchName? {
        // What the Git plugin says when it has checked out a commit, not a branch.
        guard let name = environment.text("GIT_BRANCH"), name != "detached" else { return nil }
        return BranchName.ofRemote(name)
    }
}
