import ArgumentParser
import PerfseeSDK

/// `perfsee member`
struct Members: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "member", abstract: "Manage a project's members.",
        subcommands: [List.self, Add.self, Update.self, Remove.self])

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "List a project's members.")

        @Argument(help: "The project's ID.")
        var project: String
        @OptionGroup var list: ListOptions
        @OptionGroup var server: ServerOptions

        func run() async throws {
            let page = try await server.client().members(of: project, list.page)
            if server.json { return try JSONOutput.show(page) }
            var table = Table("ACCOUNT", "NAME", "EMAIL", "KIND", "ROLE")
            for member in page.items {
                table.add("\(member.account)", member.name, member.email ?? "-", member.kind, member.role)
            }
            table.show(orElse: "No members yet. To add one, run `perfsee member add`.")
            list.showRest(of: page)
        }
    }

    struct Add: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Add a person or an application to a project.",
            discussion: """
                EXAMPLES:
                  perfsee member add shop --email ada@example.com --role admin
                  perfsee member add shop --application release-dashboard
                """)

        @Argument(help: "The project's ID.")
        var project: String
        @Option(help: "The email that the person signs in with.")
        var email: String?
        @Option(help: "The application's name.")
        var application: String?
        @OptionGroup var role: RoleOption
        @OptionGroup var server: ServerOptions

        func validate() throws {
            guard (email == nil) != (application == nil) else {
                throw ValidationError("Specify either --email or --application.")
            }
        }

        func run() async throws {
            let client = try server.client()
            let member =
                if let email {
                    try await client.addMember(email: email, to: project, role: role.role)
                } else {
                    try await client.addMember(application: application ?? "", to: project, role: role.role)
                }
            if server.json { return try JSONOutput.show(member) }
            Terminal.print("Added \(member.name.plain) (account \(member.account)) with the role \(member.role.plain).")
        }
    }

    struct Update: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Change a member's role.")

        @OptionGroup var chosen: ChosenMember
        @Option(help: "The new role: read or admin.")
        var role: String
        @OptionGroup var server: ServerOptions

        func run() async throws {
            let member = try await server.client().setMember(chosen.account, of: chosen.project, role: role)
            if server.json { return try JSONOutput.show(member) }
            Terminal.print("\(member.name.plain) (account \(member.account)) has the role \(member.role.plain).")
        }
    }

    struct Remove: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Remove a member from a project.")

        @OptionGroup var chosen: ChosenMember
        @OptionGroup var server: ServerOptions

        func run() async throws {
            try await server.client().endMembership(of: chosen.account, in: chosen.project)
            if server.json { return try JSONOutput.show(["removed": chosen.account]) }
            Terminal.print("Removed account \(chosen.account) from \(chosen.project.plain).")
        }
    }
}

/// One member of a project, as named on the command line.
struct ChosenMember: ParsableArguments {
    @Argument(help: "The project's ID.")
    var project: String
    @Argument(help: "The ID of the member's account, a number.")
    var account: Int
}

/// The role that a new member gets.
struct RoleOption: ParsableArguments {
    @Option(help: "The role: read (the project and its artifacts) or admin (everything).")
    var role = "read"
}
