import ArgumentParser
import PerfseeSDK

/// `perfsee application`
struct Applications: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "application", abstract: "Manage applications, the accounts of programs.",
        subcommands: [List.self, Create.self, Delete.self])

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "List all applications.")

        @OptionGroup var list: ListOptions
        @OptionGroup var server: ServerOptions

        func run() async throws {
            let page = try await server.client().applications(list.page)
            if server.json { return try JSONOutput.show(page) }
            var table = Table("ID", "NAME", "CREATED")
            for application in page.items {
                table.add("\(application.id)", application.name, Moment(application.createdAt).relative)
            }
            table.show(orElse: "No applications yet. To create one, run `perfsee application create`.")
            list.showRest(of: page)
        }
    }

    struct Create: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Create an application.", discussion: "EXAMPLE:\n  perfsee application create release-dashboard")

        @Argument(help: "A name, unique among applications.")
        var name: String
        @OptionGroup var server: ServerOptions

        func run() async throws {
            let application = try await server.client().createApplication(name: name)
            if server.json { return try JSONOutput.show(application) }
            let name = application.name.plain
            Terminal.print(
                "Created application \(name) (account \(application.id)). To let it see a project, run "
                    + "`perfsee member add PROJECT --application '\(name)'`.")
        }
    }

    struct Delete: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Delete an application with its tokens, memberships and webhooks.")

        @Argument(help: "The application's ID, a number.")
        var id: Int
        @OptionGroup var server: ServerOptions

        func run() async throws {
            try await server.client().deleteApplication(id)
            if server.json { return try JSONOutput.show(["deleted": id]) }
            Terminal.print("Deleted application \(id).")
        }
    }
}
