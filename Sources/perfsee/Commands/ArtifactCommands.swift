import ArgumentParser
import PerfseeSDK

/// `perfsee artifact`
struct ArtifactCommands: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "artifact", abstract: "Manage artifacts.", subcommands: [Analyze.self])

    struct Analyze: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Analyze an artifact's build again. Its result stays until the new analysis has passed.")

        @Argument(help: "The project's ID.")
        var project: String
        @Argument(help: "The artifact's ID, a number.")
        var artifact: Int
        @Flag(help: "Raise `bundle:finished` again when the result is replaced.")
        var raiseEvent = false
        @OptionGroup var server: ServerOptions

        func run() async throws {
            let artifact = try await server.client().analyzeAgain(artifact, of: project, raiseEvent: raiseEvent)
            if server.json { return try JSONOutput.show(artifact) }
            Terminal.print("Artifact \(artifact.id) will be analyzed again.")
        }
    }
}
