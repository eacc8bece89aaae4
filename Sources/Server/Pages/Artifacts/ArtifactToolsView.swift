import Domain

/// The forms of an artifact's page: search in the build, and comparing it with another artifact.
struct ArtifactToolsView: Sendable {
    struct Recent: Sendable {
        var number: Int64
        var about: String

        init(_ artifact: Artifact) {
            number = artifact.id
            about = "\(artifact.build.branch) · \(artifact.build.hash.prefix(8))"
        }
    }

    /// How many of the last artifacts are offered.
    static let recent = 20

    var searchPath: String
    var sought: String
    var comparePath: String
    var head: Int64
    var recents: [Recent]

    /// - Parameter others: the newest artifacts of the same name.
    init(_ artifact: Artifact, _ others: [Artifact], in project: Project, sought: String = "") {
        searchPath = "/\(project.id)/artifacts/\(artifact.id)"
        self.sought = sought
        comparePath = "/\(project.id)/compare"
        head = artifact.id
        recents = others.filter { $0.id != artifact.id && $0.result != nil }.prefix(Self.recent).map(Recent.init)
    }
}
