/// https://docs.gitea.com/usage/actions/actions-variables: GitHub's variables and payloads, of the instance's own server.
enum GiteaActions: CISystem {
    static let name = "Gitea Actions"

    static func runs(_ environment: CIEnvironment) -> Bool { environment.isTrue("GITEA_ACTIONS") }

    static func describe(_ facts: inout CIFacts, _ environment: CIEnvironment) {
        ActionsRun(environment).describe(&facts)
        // Gitea builds the head of a pull request, not its merge.
        guard facts.pullRequest != nil else { return }
        facts.commitHash = facts.commitHash ?? environment.hash("GITHUB_SHA")
        if facts.pullRequest?.mergeBase != nil { facts.pullRequest?.baseHead = nil }
    }
}
