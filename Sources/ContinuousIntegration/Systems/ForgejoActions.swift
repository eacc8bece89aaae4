/// https://forgejo.org/docs/latest/user/actions/reference/#environment-variables: its runner sets Gitea's variables as well.
enum ForgejoActions: CISystem {
    static let name = "Forgejo Actions"

    static func runs(_ environment: CIEnvironment) -> Bool { environment.isTrue("FORGEJO_ACTIONS") }

    static func describe(_ facts: inout CIFacts, _ environment: CIEnvironment) {
        GiteaActions.describe(&facts, environment)
    }
}
