import ArgumentParser
import PerfseeSDK

/// `perfsee artifacts`
struct Artifacts: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "List a project's artifacts, newest first.")

    @Argument(help: "The project's ID.")
    var project: String
    @Option(help: "Only artifacts of this branch.")
    var branch: String?
    @Option(help: "Only artifacts with this name.")
    var name: String?
    @Option(help: "Only artifacts of this commit.")
    var hash: String?
    @OptionGroup var list: ListOptions
    @OptionGroup var server: ServerOptions

    func run() async throws {
        let page = try await server.client().artifacts(of: project, branch: branch, name: name, hash: hash, list.page)
        if server.json { return try JSONOutput.show(page) }
        var table = Table("ID", "STATUS", "SCORE", "SIZE", "NAME", "BRANCH", "COMMIT", "UPLOADED")
        for artifact in page.items {
            table.add(
                "\(artifact.id)", artifact.status.rawValue, artifact.score.map(String.init) ?? "",
                artifact.size.map { ByteCount($0.raw).description } ?? "", artifact.name, artifact.branch ?? "",
                String((artifact.hash ?? "").prefix(10)), Moment(artifact.createdAt).relative)
        }
        table.show(orElse: "No matching artifacts. To create one, run `perfsee upload`.")
        list.showRest(of: page)
    }
}
