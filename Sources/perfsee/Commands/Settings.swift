import ArgumentParser
import PerfseeSDK

/// `perfsee settings`
struct Settings: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "settings", abstract: "Show or change the settings of the whole server.",
        discussion: """
            EXAMPLES:
              perfsee settings
              perfsee settings --project-creators everyone
            """)

    @Option(
        help: ArgumentHelp(
            "Who can create projects: admins, the administrators of the server, or everyone, every account. Changing it "
                + "requires an administrator's token.",
            valueName: "who"))
    var projectCreators: String?
    @OptionGroup var server: ServerOptions

    func run() async throws {
        let client = try server.client()
        let settings = projectCreators == nil ? try await client.settings() : try await client.updateSettings(changes)
        if server.json { return try JSONOutput.show(settings) }
        Terminal.print("Project creators: \(settings.projectCreators.plain)")
    }

    private var changes: ServerSettingsChanges {
        var changes = ServerSettingsChanges()
        changes.projectCreators = FieldChange(projectCreators)
        return changes
    }
}
