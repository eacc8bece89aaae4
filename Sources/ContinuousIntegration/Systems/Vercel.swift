/// https://vercel.com/docs/environment-variables/system-environment-variables
enum Vercel: CISystem {
    static let name = "Vercel"

    static func runs(_ environment: CIEnvironment) -> Bool { environment.isTrue("VERCEL") }

    static func describe(_ facts: inout CIFacts, _ environment: CIEnvironment) {
        facts.branch = environment.branch("VERCEL_GIT_COMMIT_REF")
        facts.commitHash = environment.hash("VERCEL_GIT_COMMIT_SHA")
        facts.commitMessage = environment.firstLine("VERCEL_GIT_COMMIT_MESSAGE")
        facts.repository = repository(environment)
        if let number = environment.number("VERCEL_GIT_PULL_REQUEST_ID") {
            facts.pullRequest = CIFacts.PullRequest(number: number)
        }
    }

    private static func repository(_ environment: CIEnvironment) -> GitRemote? {
        guard let owner = environment.text("VERCEL_GIT_REPO_OWNER"),
            let name = environment.text("VERCEL_GIT_REPO_SLUG"),
            let provider = environment.text("VERCEL_GIT_PROVIDER")
        else { return nil }
        let servers = ["github": "github.com", "gitlab": "gitlab.com", "bitbucket": "bitbucket.org"]
        return GitRemote(server: "https://\(servers[provider] ?? provider)", path: "\(owner)/\(name)")
    }
}
