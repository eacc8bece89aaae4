import Domain

/// What the address of a history asks for.
struct HistoryQuery: Sendable {
    var branch: ChartBranch
    /// As it was sent.
    private let branchText: String
    var name: String?
    var entry: String?
    var package: String?
    /// Only builds before this one are shown.
    var before: Artifact.ID?
    /// The last build on the page, if there are older ones.
    var older: Artifact.ID?

    init(_ request: PageRequest) {
        branchText = request.query("branch").trimmed
        branch = ChartBranch(branchText)
        name = ArtifactPages.filled(request.query("name"))
        entry = ArtifactPages.filled(request.query("entry"))
        package = ArtifactPages.filled(request.query("package"))
        before = Int64(request.query("before"))
    }

    var isFiltered: Bool { branch != .baseline || name != nil || entry != nil || package != nil }

    /// The query of an address that asks for the same, beginning with `?`; empty if it asks for nothing special.
    func text(before: Artifact.ID? = nil) -> String {
        Self.text(of: [("branch", branchText)] + filter + [("before", before.map(String.init) ?? "")])
    }

    /// The query of the API for the builds on this page.
    /// - Parameter branch: the one that the page shows; empty for all.
    func apiText(branch: String, format: HistoryResource.Format) -> String {
        let page = [
            ("limit", String(HistoryPages.pageSize)), ("cursor", before.map(HistoryResource.cursor(after:)) ?? ""),
            ("format", format.rawValue),
        ]
        return Self.text(of: [("branch", branch)] + filter + page)
    }

    private var filter: [(String, String)] {
        [("name", name ?? ""), ("entry", entry ?? ""), ("package", package ?? "")]
    }

    private static func text(of pairs: [(String, String)]) -> String {
        let filled = pairs.filter { !$0.1.isEmpty }.map { "\($0)=\(TreemapQuery.encoded($1))" }
        return filled.isEmpty ? "" : "?" + filled.joined(separator: "&")
    }
}
