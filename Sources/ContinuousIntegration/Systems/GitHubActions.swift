/// https://docs.github.com/actions/reference/workflows-and-actions/variables
enum GitHubActions: CISystem {
    static let name = "GitHub Actions"

    static func runs(_ environment: CIEnvironment) -> Bool { environment.isTrue("GITHUB_ACTIONS") }

    static func describe(_ facts: inout CIFacts, _ environment: CIEnvironment) {
        ActionsRun(environment).describe(&facts)
    }
}
