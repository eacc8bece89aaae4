import Domain
import Signing

/// The artifact whose treemap is shown, and what it is compared with.
struct TreemapSubject: Sendable {
    var request: PageRequest
    var project: Project
    var artifact: Artifact
    var result: Artifact.Result
    var baseline: Artifact?
    var query: TreemapQuery

    var baselineResult: Artifact.Result? { baseline?.result }
    var artifactPath: String { "/\(project.id)/artifacts/\(artifact.id)" }
    var artifactName: String { "\(artifact.build.name) #\(artifact.id)" }
    var path: String { "\(artifactPath)/treemap" }

    /// Whether the analysis stored which module imports which.
    var knowsImports: Bool { result.importsKey != nil }

    func href(_ query: TreemapQuery) -> String { path + query.text }

    func whyHref(_ module: String) -> String {
        let against = query.against.map { "&against=\(TreemapQuery.encoded($0))" } ?? ""
        return "\(artifactPath)/why?module=\(TreemapQuery.encoded(module))\(against)"
    }

    /// The version of its data: no two analyses store their files under the same keys.
    var tag: String {
        let parts = [TreemapView.dataVersion, result.reportKey, baselineResult?.reportKey ?? "", query.data.text]
        let text = parts.map { "\($0.utf8.count):\($0)" }.joined()
        return "\"\(Hex.encode(Array(SHA256Digest.of(Array(text.utf8)).prefix(16))))\""
    }
}
