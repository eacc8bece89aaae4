import ArgumentParser
import PerfseeSDK

/// `perfsee accept`
struct Accept: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Accept what an artifact exceeds.",
        discussion: """
            All budgets that the artifact exceeds are accepted up to its values, for itself and for later builds of its \
            branch, and no further. Needs a token of a project admin with the scope admin.

            EXAMPLES:
              perfsee accept shop 42 --reason "The new checkout needs it; see the plan for March."
            """)

    @Argument(help: "The project's ID.")
    var project: String
    @Argument(help: "The artifact's ID, a number.")
    var artifact: Int
    @Option(help: ArgumentHelp("Why the excess is all right.", valueName: "text"))
    var reason: String
    @OptionGroup var server: ServerOptions

    func run() async throws {
        let acceptance = try await server.client().accept(artifact, of: project, reason: reason)
        if server.json { return try JSONOutput.show(acceptance) }
        Terminal.print("Accepted of artifact \(acceptance.artifactId):")
        for line in BudgetText.accepted(acceptance.budgets) { Terminal.print(line) }
    }
}
