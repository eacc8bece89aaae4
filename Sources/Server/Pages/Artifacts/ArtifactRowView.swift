import Domain
import Localization
import Storage

/// An artifact in a list.
struct ArtifactRowView: FieldedView {
    var id: Int64
    var href: String
    var name: String
    /// Its name and number, as shown in lists.
    var title: CutText
    var branch: CutText
    var commit: String
    var commitURL: String?
    var branchURL: String?
    var status: String
    var statusMeaning: String
    var isUnderWay: Bool
    var score: ScoreView?
    var size: String
    var change: ChangeView?
    var created: MomentView

    /// - Parameter baseline: the build it is compared with, if loaded.
    init(_ artifact: Artifact, baseline: Artifact?, in project: Project, _ request: PageRequest) {
        let strings = request.strings
        id = artifact.id
        href = "/\(project.id)/artifacts/\(artifact.id)"
        name = artifact.build.name
        title = CutText(artifact.build.name, keeping: " #\(artifact.id)")
        branch = CutText(artifact.build.branch)
        commit = String(artifact.build.hash.prefix(8))
        let links = RepositoryLinks(of: project)
        commitURL = links?.commit(of: artifact.build)
        branchURL = links?.branch(of: artifact.build)
        (status, statusMeaning) = Self.status(artifact.status, strings)
        isUnderWay = artifact.status == .pending || artifact.status == .running
        score = artifact.result.map { ScoreView($0.score, strings) }
        size = artifact.result.map { SizeText.of($0.size.raw) } ?? "–"
        change = artifact.result.flatMap { ChangeView.size($0.size.raw, before: baseline?.result?.size.raw) }
        created = MomentView(artifact.createdAt, now: request.now, strings)
    }

    private static func status(_ status: Artifact.Status, _ strings: Strings) -> (String, String) {
        let meaning =
            switch status {
            case .pending, .running: "idle"
            case .passed: "good"
            case .failed: "bad"
            }
        return ("\(status.symbol) \(strings(status))", meaning)
    }

    var fields: [String: Any?] {
        [
            "id": id, "href": href, "name": name, "title": title, "branch": branch, "commit": commit,
            "commitURL": commitURL, "branchURL": branchURL, "status": status,
            "statusMeaning": statusMeaning, "isUnderWay": isUnderWay, "score": score, "size": size, "change": change,
            "created": created,
        ]
    }
}

extension PageRequest {
    func rows(
        _ artifacts: [Artifact], in project: Project, _ store: any ArtifactStore
    ) async throws -> [ArtifactRowView] {
        // Most are compared with a build in the same list.
        var known = Dictionary(uniqueKeysWithValues: artifacts.map { ($0.id, $0) })
        for id in Set(artifacts.compactMap(\.baselineID)) where known[id] == nil {
            known[id] = try await store.artifact(id, in: project.number)
        }
        return artifacts.map {
            ArtifactRowView($0, baseline: $0.baselineID.flatMap { known[$0] }, in: project, self)
        }
    }
}
