import Domain
import Storage
import TestSupport
import Testing

@testable import Server

/// Builds for the tests of histories.
extension ServerFixture {
    /// A build that passed, of two entry points or the given ones, with packages by their names and numbers of copies.
    @discardableResult
    func build(
        _ packages: [String: Int]?, raw: Int = 100_000, branch: String = "main", name: String = "main",
        hash: String = "abcdef0123", entries: [String] = ["app", "admin"], isFork: Bool = false,
        in slug: String = "shop"
    ) async throws -> Artifact.ID {
        let project = try #require(try await store.project(slug))
        let build = Artifact.Build(
            branch: branch, name: name, hash: hash, commitMessage: nil, author: nil, buildKey: "builds/1/x.tar",
            isFork: isFork)
        let reply = try await store.createArtifact(
            build, baseline: BaselineRequest(), in: project.number, at: time.now(), once: nil)
        guard case .done(let artifact) = reply else { throw Unexpected(what: "no artifact") }
        let claimed = try #require(
            try await store.claimArtifact(at: time.now(), leaseUntil: time.now() + .seconds(60)))
        let points = entries.enumerated().map { place, name in
            Artifact.EntryPoint(
                name: name, size: .init(raw: raw - place - 1, gzip: 30_000 + place, brotli: nil),
                initialSize: .init(raw: raw / 2 + place, gzip: 20_000 + place, brotli: 10_000), score: 60 + place)
        }
        let result = Artifact.Result(
            score: 70, size: .init(raw: raw, gzip: 40_000, brotli: 35_000), entryPoints: points, warnings: [],
            reportKey: "r", contentKey: "c", analysisVersion: 1)
        let body = EventBody(eventType: .bundleFinished, payload: "{}".utf8)
        _ = try await store.finish(
            claimed.lease,
            .passed(result, duration: .milliseconds(5), packages: packages.map(ArtifactPackages.sample)),
            event: { _, _ in body }, at: time.now())
        return artifact.id
    }

    /// Another project, of which mia is no member.
    func addProject(_ id: String, isPublic: Bool = false) async throws {
        let new = NewProject(id: id, host: .unknown, namespace: "acme", name: id, isPublic: isPublic)
        _ = try await store.createProject(new, at: time.now(), once: nil)
    }
}
