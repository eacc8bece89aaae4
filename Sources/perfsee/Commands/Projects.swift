import ArgumentParser
import PerfseeSDK

/// `perfsee project`
struct Projects: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "project", abstract: "Manage projects.",
        subcommands: [Create.self, List.self, Show.self, Update.self, Delete.self])

    struct Create: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Create a project.",
            discussion: "EXAMPLE:\n  perfsee project create shop --host Github --namespace acme --name shop")

        @Argument(
            help:
                "3 to 100 characters: a-z, 0-9, - and _, and not only digits. It can't be changed, or reused after deletion."
        )
        var id: String
        @Option(help: "Where its repository is hosted: Github, Gitlab or Unknown.")
        var host: String
        @Option(help: "The repository's owner.")
        var namespace: String
        @Option(help: "The repository's name.")
        var name: String
        @Flag(name: .customLong("public"), help: "Let anyone see the project and its artifacts.")
        var isPublic = false
        @Option(help: "The branch that builds are compared with. Default: master")
        var baselineBranch: String?
        @Option(
            name: .customLong("repository-url"),
            help: ArgumentHelp(
                "The page of the repository, if it is on a self-hosted server: https://git.example.com/acme/shop",
                valueName: "url"))
        var repositoryURL: String?
        @OptionGroup var server: ServerOptions

        func run() async throws {
            let project = try await server.client().createProject(
                NewProject(
                    id: id, host: host, namespace: namespace, name: name, isPublic: isPublic,
                    baselineBranch: baselineBranch, repositoryUrl: repositoryURL))
            if server.json { return try JSONOutput.show(project) }
            Terminal.print("Created project \(project.id.plain).")
        }
    }

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "List the projects that the token can read.")

        @OptionGroup var list: ListOptions
        @OptionGroup var server: ServerOptions

        func run() async throws {
            let page = try await server.client().projects(list.page)
            if server.json { return try JSONOutput.show(page) }
            var table = Table("PROJECT", "REPOSITORY", "HOST", "CREATED")
            for project in page.items {
                let created = project.createdAt.map { Moment($0).relative } ?? ""
                table.add(project.id, "\(project.namespace)/\(project.name)", project.host, created)
            }
            table.show(orElse: "No projects yet. To create one, run `perfsee project create`.")
            list.showRest(of: page)
        }
    }

    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Show one project.")

        @Argument(help: "The project's ID.")
        var project: String
        @OptionGroup var server: ServerOptions

        func run() async throws {
            let project = try await server.client().project(project)
            if server.json { return try JSONOutput.show(project) }
            ProjectText(project).facts.show()
        }
    }
}
