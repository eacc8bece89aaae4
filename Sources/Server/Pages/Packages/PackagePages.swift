import Domain
import Hummingbird
import Localization
import Storage

/// Who ships a package, over all projects that the visitor may read.
struct PackagePages: Sendable {
    /// How many projects a page looks at.
    static let pageSize = 20

    let services: Services
    let store: any HistoryStore & OverviewStore

    /// The name of a scoped package may stand in the path as it is, or with its slash encoded.
    var routes: [PageRoute] {
        [
            .get(services, "/packages") { try await show($0, $0.query("name").trimmed) },
            .get(services, "/packages/{name}") { try await show($0, $0.parameter("name")) },
            .get(services, "/packages/{name}/{rest}") { request in
                try await show(request, "\(request.parameter("name"))/\(request.parameter("rest"))")
            },
        ]
    }

    private func show(_ request: PageRequest, _ name: String) async throws -> Response {
        let before = Int64(request.query("before"))
        let account = request.account?.id ?? PageRequest.nobody
        var uses: [PackageUses.Use] = [], next: Project.Number?
        if !name.isEmpty {
            (uses, next) = try await PackageUses(store: store).page(
                of: name, visibleTo: request.access.isInstanceAdmin ? nil : account, only: nil, before: before,
                limit: Self.pageSize)
        }
        let path = PackageLink.path(of: name)
        let view = PackageView(name, uses, before: before, next: next, path: path, request)
        // The links to other languages and the way back after signing in lead where the name is kept.
        return request.at(name.isEmpty ? "/packages" : path).render(
            "package", title: name.isEmpty ? request.strings("packages") : name, view)
    }
}

struct PackageView: Sendable {
    /// A build that has the package.
    struct Row: FieldedView {
        var project: CutText
        var projectHref: String
        var href: String
        var title: CutText
        var versions: String
        /// That it is there more than once.
        var duplicate: String?
        var raw: String
        var gzip: String
        var brotli: String
        var since: String
        var sinceHref: String
        var historyHref: String
        var historyLabel: String

        init(_ build: PackageUses.Build, in project: Project, _ strings: Strings) {
            let (artifact, package) = (build.artifact, build.package)
            self.project = CutText(project.id)
            projectHref = "/\(project.id)"
            href = "/\(project.id)/artifacts/\(artifact.id)"
            title = CutText(artifact.build.name, keeping: " #\(artifact.id)")
            versions = package.versions.isEmpty ? "–" : package.versions.joined(separator: ", ")
            duplicate = package.isDuplicate ? strings.counted("package-copies", package.copies) : nil
            raw = SizeText.of(package.size.raw)
            gzip = SizeText.of(package.size.gzip)
            brotli = SizeText.of(package.size.brotli)
            let number = "#\(build.since.artifact)"
            since = build.since.isExact ? number : strings("package-since-open", ["build": number])
            sinceHref = "/\(project.id)/artifacts/\(build.since.artifact)"
            let query = [("name", artifact.build.name), ("package", package.name)]
                .map { "\($0)=\(TreemapQuery.encoded($1))" }.joined(separator: "&")
            historyHref = "/\(project.id)/history?\(query)"
            historyLabel = "\(project.id) \(artifact.build.name)"
        }

        var fields: [String: Any?] {
            [
                "project": project, "projectHref": projectHref, "href": href, "title": title, "versions": versions,
                "duplicate": duplicate, "raw": raw, "gzip": gzip, "brotli": brotli, "since": since,
                "sinceHref": sinceHref, "historyHref": historyHref, "historyLabel": historyLabel,
            ]
        }
    }

    /// Nil until one is searched for.
    var name: String?
    var rows: [Row]
    var hasRows: Bool
    /// That none of the projects ships it.
    var none: String?
    var isVisitor: Bool
    var older: String?
    var newest: String?

    init(
        _ name: String, _ uses: [PackageUses.Use], before: Project.Number?, next: Project.Number?, path: String,
        _ request: PageRequest
    ) {
        self.name = name.isEmpty ? nil : name
        rows = uses.flatMap { use in use.builds.map { Row($0, in: use.project, request.strings) } }
        hasRows = !rows.isEmpty
        let key = next == nil ? "package-none" : "package-none-here"
        none = hasRows || name.isEmpty ? nil : request.strings(key, ["package": name])
        isVisitor = request.account == nil
        older = next.map { "\(path)\(path.contains("?") ? "&" : "?")before=\($0)" }
        newest = before == nil ? nil : path
    }
}
