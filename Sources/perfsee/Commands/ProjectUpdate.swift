import ArgumentParser
import PerfseeSDK

extension Projects {
    struct Update: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Change a project. Fields that you don't specify stay the same.",
            discussion: """
                EXAMPLES:
                  perfsee project update shop --public
                  perfsee project update shop --baseline-branch develop
                """)

        @Argument(help: "The project's ID.")
        var project: String
        @Option(help: "Where its repository is hosted: Github, Gitlab or Unknown.")
        var host: String?
        @Option(help: "The repository's owner.")
        var namespace: String?
        @Option(help: "The repository's name.")
        var name: String?
        @Flag(name: .customLong("public"), help: "Let anyone see the project and its artifacts.")
        var isPublic = false
        @Flag(name: .customLong("private"), help: "Let only members see the project and its artifacts.")
        var isPrivate = false
        @Option(help: "The branch that builds are compared with.")
        var baselineBranch: String?
        @Flag(help: "Restore the default: main, else master, whichever has builds.")
        var noBaselineBranch = false
        @Option(
            name: .customLong("repository-url"),
            help: ArgumentHelp("The page of the repository.", valueName: "url"))
        var repositoryURL: String?
        @Flag(
            name: .customLong("no-repository-url"),
            help: "Restore the default: the page that host, namespace and name give.")
        var noRepositoryURL = false
        @OptionGroup var server: ServerOptions

        func validate() throws {
            guard !(isPublic && isPrivate) else { throw ValidationError("--public can't be combined with --private.") }
            guard !(noBaselineBranch && baselineBranch != nil) else {
                throw ValidationError("--baseline-branch can't be combined with --no-baseline-branch.")
            }
            guard !(noRepositoryURL && repositoryURL != nil) else {
                throw ValidationError("--repository-url can't be combined with --no-repository-url.")
            }
            let isAnyNamed = [host, namespace, name, baselineBranch, repositoryURL].contains { $0 != nil }
            guard isAnyNamed || isPublic || isPrivate || noBaselineBranch || noRepositoryURL else {
                throw ValidationError("Nothing to change. Specify what to change, for example with --baseline-branch.")
            }
        }

        func run() async throws {
            let project = try await server.client().updateProject(project, changes)
            if server.json { return try JSONOutput.show(project) }
            ProjectText(project).facts.show()
        }

        private var changes: ProjectChanges {
            var changes = ProjectChanges()
            changes.host = FieldChange(host)
            changes.namespace = FieldChange(namespace)
            changes.name = FieldChange(name)
            changes.isPublic = FieldChange(isPublic ? true : isPrivate ? false : nil)
            changes.baselineBranch = noBaselineBranch ? .reset : FieldChange(baselineBranch)
            changes.repositoryUrl = noRepositoryURL ? .reset : FieldChange(repositoryURL)
            return changes
        }
    }

    struct Delete: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Delete a project with its webhooks, artifacts, events and tokens. Its ID can't be used again.")

        @Argument(help: "The project's ID.")
        var project: String
        @OptionGroup var server: ServerOptions

        func run() async throws {
            try await server.client().deleteProject(project)
            if server.json { return try JSONOutput.show(["deleted": project]) }
            Terminal.print("Deleted project \(project.plain).")
        }
    }
}
