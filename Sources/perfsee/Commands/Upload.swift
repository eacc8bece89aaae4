import ArgumentParser
import BundleAnalysis
import ContinuousIntegration
import Foundation
import PerfseeSDK

/// `perfsee upload`
struct Upload: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Upload a build to be analyzed.",
        discussion: """
            From a folder, it packs the files that the build tool's stats name, their source maps and the stats; without \
            stats, the files that a browser loads; in either case perfsee-budgets.yaml. It never sends dot files, \
            node_modules, links or videos.

            The branch, the commit and what to compare it with come from the CI system's variables and from git: a \
            pull request is compared with the commit that it was merged into for the test, or where it left its base \
            branch; a build of the base branch itself with the commit before.

            EXAMPLES:
              perfsee upload dist --project shop --wait
              perfsee upload build.tar.gz --project shop --branch main --commit 50fae89df58f
            """)

    @Argument(
        help: ArgumentHelp(
            "A folder with a build's output, or a tar, tar.gz, tar.zst or zip archive of one.", valueName: "build"))
    var build: String
    @Option(help: "The project's ID.")
    var project: String
    @Option(help: "The branch that was built.")
    var branch: String?
    @Option(help: ArgumentHelp("The commit that was built.", valueName: "sha"))
    var commit: String?
    @Option(help: "Distinguishes several builds of one commit.")
    var name = "main"
    @Option(help: "The branch to compare with. Default: what the pull request targets, else the project's")
    var baseBranch: String?
    @Option(help: ArgumentHelp("The commit to compare with. Default: what git finds", valueName: "sha"))
    var baseCommit: String?
    @Flag(
        help: """
            Wait for the analysis and print the result; exits with status 1 if it failed, and 2 if a budget is exceeded.
            """)
    var wait = false
    @OptionGroup var server: ServerOptions

    func run() async throws {
        let client = try server.client()
        let line = ProgressLine()
        defer { line.clear() }
        let source = try BuildPath(build)
        let (description, baseline) = try await describe(source, client)
        if !server.json { Terminal.print(baseline.line) }
        if let advice = baseline.advice { Terminal.warn(advice) }
        let archive = try source.archive(line)
        defer { archive.discard() }
        let uploaded = try await client.upload(try Self.file(archive.path, line), description)
        line.clear()
        if !server.json { Terminal.print("Uploaded as artifact \(uploaded.id): \(uploaded.url.plain)") }
        guard wait else {
            if server.json { try JSONOutput.show(Sent(value: uploaded, leftOut: archive.leftOut)) }
            return
        }
        let artifact = try await ArtifactWatch(client: client, project: project, line: line).finished(uploaded.id)
        let diff = await Self.diff(of: artifact, in: project, client)
        line.clear()
        try report(artifact, diff, archive.leftOut)
    }

    private func report(_ artifact: Artifact, _ diff: BuildDiff?, _ leftOut: LeftOut) throws {
        if server.json {
            try JSONOutput.show(Sent(value: artifact, leftOut: leftOut, diff: diff))
        } else {
            ArtifactText(artifact, diff: diff).show()
        }
        if artifact.status == .failed { throw ExitCode.failure }
        if artifact.budgets?.contains(where: \.exceeded) == true { throw Analyze.budgetExceeded }
    }

    /// Nil if there is nothing to compare with. The upload has succeeded even if the comparison cannot be shown.
    private static func diff(of artifact: Artifact, in project: String, _ client: PerfseeClient) async -> BuildDiff? {
        guard artifact.status == .passed, artifact.baselineId != nil else { return nil }
        let path = ClientRequest.path("projects", project, "artifacts", String(artifact.id), "diff")
        do {
            return try await client.send(ClientRequest("GET", path), as: BuildDiff.self)
        } catch {
            Terminal.warn("What changed could not be fetched: \(error)")
            return nil
        }
    }

    private func describe(
        _ source: BuildPath, _ client: PerfseeClient
    ) async throws -> (BuildDescription, BaselineText) {
        let facts = BuildFacts(
            environment: CIEnvironment(ProcessInfo.processInfo.environment),
            checkout: GitCheckout(folder: source.folder))
        let given = UploadedCommit.Given(
            branch: branch, commit: commit, baseBranch: baseBranch, baseCommit: baseCommit)
        let uploaded = try UploadedCommit(given, facts)
        let project = try await UploadTarget(id: self.project, repository: facts.repository).project(client)
        return uploaded.described(of: project, named: name)
    }

    private static func file(_ path: String, _ line: ProgressLine) throws -> FileUpload {
        try FileUpload(path: path) { progress in
            let sent = ByteCount(Int(progress.sentBytes)), total = ByteCount(Int(progress.totalBytes))
            line.show("Uploading: \(sent) of \(total), \(Int(progress.fraction * 100))%")
        }
    }
}

/// The result of an upload, and which files of the folder were left out.
private struct Sent<Value: Encodable>: Encodable {
    /// How many names are listed; the counts cover all.
    static var shownNames: Int { 100 }

    let value: Value
    let leftOut: LeftOut
    /// What changed from the baseline; nil if that is not known.
    var diff: BuildDiff?

    private enum Key: CodingKey { case leftOut, diff }

    private struct Summary: Encodable {
        let files: Int
        let folders: Int
        let links: Int
        let names: [String]
    }

    func encode(to encoder: any Encoder) throws {
        try value.encode(to: encoder)
        var container = encoder.container(keyedBy: Key.self)
        let summary = Summary(
            files: leftOut.files.count, folders: leftOut.folders.count, links: leftOut.links.count,
            names: Array(leftOut.names.prefix(Self.shownNames)))
        try container.encode(summary, forKey: .leftOut)
        try container.encodeIfPresent(diff, forKey: .diff)
    }
}
