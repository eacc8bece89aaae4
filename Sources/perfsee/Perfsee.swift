import ArgumentParser
import Foundation

/// The command line: the server, and the commands that talk to one.
@main
struct Perfsee: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "perfsee",
        abstract: "Track the size and score of front-end builds, and notify other servers by webhook.",
        discussion: """
            Start a server with `perfsee serve`. The client commands read PERFSEE_URL \
            (default \(ServerOptions.defaultURL)) and PERFSEE_TOKEN.

            EXAMPLES:
              perfsee serve
              perfsee project create shop --host Github --namespace acme --name shop
              perfsee webhook create shop --url https://ci.example/hook --secret-file secret.txt
              perfsee upload dist --project shop --wait
            """,
        version: ProgramVersion.text,
        groupedSubcommands: [
            CommandGroup(
                name: "Server", subcommands: [Serve.self, Admin.self, Export.self, Import.self, Backup.self]),
            CommandGroup(
                name: "Client",
                subcommands: [
                    Projects.self, Members.self, Webhooks.self, Upload.self, Artifacts.self, ArtifactCommands.self,
                    Accept.self,
                    Publish.self, Events.self, EventTypes.self, Deliveries.self, ShowDelivery.self, Redeliver.self,
                    Replays.self, Applications.self, Tokens.self, Settings.self,
                ]),
            CommandGroup(name: "Offline", subcommands: [Sign.self, Verify.self, Analyze.self, Why.self]),
        ])

    /// As in the library, except that a failed write to standard output is an error, even for help and version.
    static func main() async {
        StandardStreams.claim()
        do {
            var command = try await asyncParseAsRoot()
            if var command = command as? any AsyncParsableCommand {
                try await command.run()
            } else {
                try command.run()
            }
        } catch {
            let error = CommandFailure.said(error)
            let status = exitCode(for: error).rawValue
            let text = fullMessage(for: error, columns: nil)
            if !text.isEmpty { status == 0 ? Terminal.print(text) : Terminal.warn(text) }
            Terminal.finish(status)
        }
        Terminal.finish(EXIT_SUCCESS, hasWorked: true)
    }
}
