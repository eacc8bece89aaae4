import ContinuousIntegration
import Foundation
import PerfseeSDK
import ProgramSupport
import TestSupport
import Testing

/// Builds of a history that git makes, uploaded to a server from their checkouts as CI does it:
///
///     a --- b --- c      main
///      \
///       f --- g          feature
@Suite("The command line: what a build is compared with", .timeLimit(.minutes(3)))
struct CommandLineBaselineTests {
    /// A server with one project, and the artifacts that `main` has at first: `a` and `c`; `b` was never built.
    private final class Scene {
        let fixture: ProgramFixture
        let server: RunningProgram
        let history: GitHistory
        let a, b, c, f, g: CommitHash

        init() async throws {
            fixture = try ProgramFixture()
            server = try await fixture.start()
            _ = try await fixture.client().createProject(
                .init(id: "shop", host: "Unknown", namespace: "acme", name: "shop"))
            let made = try BranchedHistory()
            history = made.history
            (a, b, c, f, g) = (made.a, made.b, made.c, made.f, made.g)
        }

        deinit { server.signal(SIGKILL) }

        /// Uploads a build of what is checked out, and waits until it is analyzed.
        func build(in checkout: GitHistory? = nil, _ variables: [String: String] = [:]) async throws -> Compared {
            let folder = (checkout ?? history).folder
            let exclude = folder.appending(path: ".git/info/exclude")
            try Data("dist\n".utf8).write(to: exclude)
            let files = folder.appending(path: "dist")
            try FileManager.default.createDirectory(at: files, withIntermediateDirectories: true)
            try Data("console.log(1)".utf8).write(to: files.appending(path: "app.js"))
            let environment = ["PERFSEE_URL": fixture.url, "PERFSEE_TOKEN": fixture.token].merging(variables) { $1 }
            let outcome = try await CommandLineProgram.run(
                "upload", "dist", "--project", "shop", "--wait", "--json", environment: environment, in: folder)
            try #require(outcome.status == 0, "\(outcome.errors)")
            return try JSONDecoder().decode(Compared.self, from: Data(outcome.output.utf8))
        }

        /// What is checked out is the build of a branch, as its push starts it.
        func build(of commit: CommitHash) async throws -> Compared {
            try history.git("checkout", "-q", "-B", "main", commit.text)
            return try await build()
        }

        /// The variables of a pull request's job on GitHub Actions.
        func pullRequest(_ head: CommitHash, from repository: String = "acme/shop") throws -> [String: String] {
            let event = """
                {"number":17,"pull_request":{"number":17,"head":{"ref":"feature","sha":"\(head.text)",
                "repo":{"full_name":"\(repository)"}},"base":{"ref":"main","repo":{"full_name":"acme/shop"}}},
                "repository":{"full_name":"acme/shop","default_branch":"main"}}
                """
            return [
                "GITHUB_ACTIONS": "true", "GITHUB_EVENT_NAME": "pull_request", "GITHUB_HEAD_REF": "feature",
                "GITHUB_BASE_REF": "main", "GITHUB_REPOSITORY": "acme/shop",
                "GITHUB_EVENT_PATH": try fixture.folder.write(event, to: "event.json"),
            ]
        }

        func now(_ artifact: Compared) async throws -> Compared {
            let found = try await fixture.client().artifact(artifact.id, of: "shop")
            return Compared(
                id: found.id, baselineId: found.baselineId, baselineRule: found.baselineRule,
                baselineDistance: found.baselineDistance)
        }
    }

    /// An artifact and its baseline.
    private struct Compared: Decodable {
        let id: Int
        let baselineId: Int?
        let baselineRule: String?
        let baselineDistance: Int?
    }

    private func expect(
        _ build: Compared, _ base: Compared, _ rule: String, _ distance: Int?,
        at place: SourceLocation = #_sourceLocation
    ) {
        #expect(build.baselineId == base.id, sourceLocation: place)
        #expect(build.baselineRule == rule, sourceLocation: place)
        #expect(build.baselineDistance == distance, sourceLocation: place)
    }

    @Test("On main it is the commit before, of a merge and a squash too; if that was not built, the nearest before it")
    func mainBranch() async throws {
        let scene = try await Scene()
        let first = try await scene.build(of: scene.a)
        #expect(first.baselineId == nil && first.baselineRule == nil)
        let third = try await scene.build(of: scene.c)
        expect(third, first, "ancestor", 1)
        try scene.history.merge("feature")
        let merged = try await scene.build()
        expect(merged, third, "commit", 0)
        try scene.history.git("checkout", "-q", "-b", "second", scene.c.text)
        try scene.history.commit("s")
        try scene.history.git("checkout", "-q", "main")
        try scene.history.git("merge", "-q", "--squash", "second")
        try scene.history.commit("squashed")
        expect(try await scene.build(), merged, "commit", 0)
    }

    @Test("A branch is compared with where it left main, under another name and after a forced push too")
    func branch() async throws {
        let scene = try await Scene()
        let first = try await scene.build(of: scene.a)
        let third = try await scene.build(of: scene.c)
        try scene.history.git("checkout", "-q", "feature")
        expect(try await scene.build(), first, "commit", 0)
        try scene.history.git("branch", "-q", "-m", "feature", "renamed")
        expect(try await scene.build(), first, "commit", 0)
        try scene.history.git("rebase", "-q", scene.b.text)
        expect(try await scene.build(), first, "ancestor", 1)
        try scene.history.git("rebase", "-q", scene.c.text)
        expect(try await scene.build(), third, "commit", 0)
    }

    @Test("A test merge is compared with what it was merged with, either way round, in a shallow clone too")
    func testMerge() async throws {
        let scene = try await Scene()
        _ = try await scene.build(of: scene.a)
        let third = try await scene.build(of: scene.c)
        let variables = try scene.pullRequest(scene.g)
        try scene.history.git("checkout", "-q", "-b", "merged", "main")
        try scene.history.merge("feature")
        expect(try await scene.build(variables), third, "commit", 0)
        let clone = try GitHistory(of: scene.history, branch: "merged", depth: 1)
        expect(try await scene.build(in: clone, variables), third, "commit", 0)
        try scene.history.git("checkout", "-q", "--detach", "feature")
        try scene.history.merge("main")
        expect(try await scene.build(variables), third, "commit", 0)
    }

    @Test("A base that is built later takes the place of what was before it")
    func lateBase() async throws {
        let scene = try await Scene()
        let first = try await scene.build(of: scene.a)
        try scene.history.git("checkout", "-q", "-B", "main", scene.c.text)
        try scene.history.git("checkout", "-q", "-b", "merged")
        try scene.history.merge("feature")
        let request = try await scene.build(try scene.pullRequest(scene.g))
        expect(request, first, "ancestor", 2)
        let second = try await scene.build(of: scene.b)
        expect(try await scene.now(request), second, "ancestor", 1)
        let third = try await scene.build(of: scene.c)
        expect(try await scene.now(request), third, "commit", 0)
    }

    @Test("A fork's build is nobody's baseline but that of its own pull request")
    func fork() async throws {
        let scene = try await Scene()
        let first = try await scene.build(of: scene.a)
        try scene.history.git("checkout", "-q", "--detach", scene.f.text)
        let forked = try await scene.build(try scene.pullRequest(scene.f, from: "ada/shop"))
        expect(forked, first, "commit", 0)
        // The fork's commit becomes one of main; what is based on it is compared with the newest before it.
        let second = try await scene.build(of: scene.g)
        expect(second, first, "ancestor", 1)
    }
}
