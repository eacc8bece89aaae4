import Domain

/// Whose report is shown, on which page, and what it is compared with.
struct ReportSubject: Sendable {
    var request: PageRequest
    var project: Project
    var artifact: Artifact
    var baseline: Artifact?
    /// The page, without its query.
    var path: String
    /// The section that the page shows alone; nil if it shows all of them.
    var section: OverviewPart.Section?
    var network: VisitNetwork

    /// Whether the baseline is another one than the artifact's own.
    var isOwnBaseline: Bool { baseline?.id == artifact.baselineID }

    private var against: [(String, String)] {
        isOwnBaseline ? [] : baseline.map { [("against", String($0.id))] } ?? []
    }

    /// The treemap of an entry point (`entry`), a file (`asset`) or a search (`q`).
    func treemap(_ name: String, _ value: String) -> String {
        Self.path("\(artifactPath(artifact))/treemap", [(name, value)] + against)
    }

    /// Why something is in a build; the treemap, searched for it, if its imports are not known.
    ///
    /// - Parameter name: of a module or a package, or the path of either.
    func why(_ name: String, inBaseline: Bool = false) -> String? {
        guard let artifact = inBaseline ? baseline : artifact else { return nil }
        guard artifact.result?.importsKey == nil else {
            return Self.path("\(artifactPath(artifact))/why", [("module", name)] + (inBaseline ? [] : against))
        }
        return Self.path("\(artifactPath(artifact))/treemap", [("q", name)] + (inBaseline ? [] : against))
    }

    /// The page with other rows, or with all of a section.
    func rows(_ section: OverviewPart.Section, from: Int) -> String {
        Self.path(path, [("all", section.rawValue)] + (from > 0 ? [("from", String(from))] : []))
    }

    private func artifactPath(_ artifact: Artifact) -> String { "/\(project.id)/artifacts/\(artifact.id)" }

    private static func path(_ path: String, _ query: [(String, String)]) -> String {
        "\(path)?" + query.map { "\($0)=\(TreemapQuery.encoded($1))" }.joined(separator: "&")
    }
}

extension OverviewPart {
    /// What a page's address asks for: `?all=assets&from=500`.
    init(_ request: PageRequest) {
        guard let section = Section(rawValue: request.query("all")) else {
            self = .front
            return
        }
        self = .section(section, from: Int32(clamping: APIRequest.number(request.query("from"))))
    }

    var section: Section? {
        switch self {
        case .front: nil
        case .section(let section, _): section
        }
    }
}
