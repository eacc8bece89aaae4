import Domain
import HTTPTypes
import Hummingbird
import Localization
import NIOCore
import Storage

/// The history of a project: sizes, scores and packages over its builds.
struct HistoryResource: Sendable {
    enum Format: String, Sendable, CaseIterable {
        case json, csv
    }

    /// The longest name of an entry point or a package that can be asked for, in Unicode scalars.
    static let longestName = ArtifactPackage.longestName
    private static let list = "history"
    private static let parameters =
        Page.parameters + [
            QueryParameter(name: "branch", schema: .string(1...UploadLimits.branch)),
            QueryParameter(name: "name", schema: .string(1...UploadLimits.artifactName)),
            QueryParameter(
                name: "entry",
                schema: .string(1...longestName).described("The name of the only entry point to tell of.")),
            QueryParameter(
                name: "package",
                schema: .string(1...longestName).described("The name of a package to tell of.")),
            QueryParameter(
                name: "format",
                schema: .choice(Format.allCases.map(\.rawValue)).described(
                    "csv for a table, as with `Accept: text/csv`. Default: json.")),
        ]

    let services: Services
    let store: any HistoryStore & BudgetStore

    var endpoints: [Endpoint] {
        [.authenticated(services, .get, "/projects/{project}/history", Self.operation, show)]
    }

    @Sendable private func show(_ request: APIRequest) async throws -> Response {
        let project = try await request.project(for: .read)
        var query = QueryForm(Query(request.http), known: Self.parameters)
        let page = Page(&query, list: Self.list)
        let filter = HistoryFilter(
            branch: query.text("branch", 1...UploadLimits.branch),
            name: query.text("name", 1...UploadLimits.artifactName),
            package: query.text("package", 1...Self.longestName))
        let entry = query.text("entry", 1...Self.longestName)
        let format = query.choice("format", Format.allCases.map(\.rawValue)) { Format(rawValue: $0) }
        try query.validate()
        let builds = try await store.builds(
            in: project.number, matching: filter, before: page.after.flatMap { Int64($0) }, limit: page.fetchLimit)
        let marks = try await HistoryReader(store: store).marks(
            of: Array(builds.prefix(page.limit)), package: filter.package, in: project)
        var response =
            switch format ?? (request.http.prefersCSV ? .csv : .json) {
            case .json: json(builds, page, entry, marks, in: project)
            case .csv: csv(builds, page, entry, marks, request)
            }
        response.headers[.vary] = "Accept"
        return response
    }

    private func json(
        _ builds: [HistoricBuild], _ page: Page, _ entry: String?, _ marks: [Artifact.ID: [HistoryMark]],
        in project: Project
    ) -> Response {
        let url = services.configuration.publicURL
        return .json(
            .ok,
            page.json(builds, list: Self.list, id: { String($0.artifact.id) }) { build, json in
                build.write(
                    to: &json, entry: entry, marks: marks[build.artifact.id] ?? [], in: project, at: url)
            })
    }

    /// The next page is in the header `Link` (RFC 8288): the table itself has no place for it.
    private func csv(
        _ builds: [HistoricBuild], _ page: Page, _ entry: String?, _ marks: [Artifact.ID: [HistoryMark]],
        _ request: APIRequest
    ) -> Response {
        var table = HistoryTable()
        for build in builds.prefix(page.limit) {
            table.add(build, entry: entry, marks: marks[build.artifact.id] ?? [])
        }
        var headers: HTTPFields = [
            .contentType: CSVType.name, .contentDisposition: "attachment; filename=\"history.csv\"",
        ]
        if builds.count > page.limit, let last = builds.prefix(page.limit).last {
            headers[.link] = "<\(next(after: last.artifact.id, request))>; rel=\"next\""
        }
        return Response(status: .ok, headers: headers, body: .init(byteBuffer: ByteBuffer(string: table.text)))
    }

    /// The cursor of the page after a build.
    static func cursor(after id: Artifact.ID) -> String { Cursor.write(String(id), list: list) }

    /// The URL of the next page: the same query as it was sent, with another cursor.
    private func next(after id: Artifact.ID, _ request: APIRequest) -> String {
        let kept = Query(request.http).text.split(byte: "&").map { String($0) }.filter { pair in
            Query(text: pair).parameters.first?.name != "cursor"
        }
        let query = kept + ["cursor=\(Self.cursor(after: id))"]
        let path = (request.http.head.path ?? "").split(byte: "?", omittingEmptySubsequences: false).first ?? ""
        return "\(services.configuration.publicURL)\(path)?\(query.joined(separator: "&"))"
    }
}

extension Request {
    /// Whether it would rather have CSV than JSON. Without `Accept`, or if both are as good, JSON is what it gets.
    var prefersCSV: Bool {
        let csv = acceptance(of: "text/csv") ?? 0
        return csv > 0 && csv > acceptance(of: "application/json") ?? 0
    }

    /// How much a type that is named in `Accept` is wanted, 0 to 1; nil if it is not named.
    private func acceptance(of type: String) -> Double? {
        for item in (headers[.accept] ?? "").split(byte: ",") {
            let parts = item.split(byte: ";").map { String($0).trimmed.lowercased() }
            guard parts.first == type else { continue }
            let quality = parts.dropFirst().first { $0.hasPrefix("q=") }
            return quality.map { Double($0.dropFirst(2)) ?? 0 } ?? 1
        }
        return nil
    }
}

extension HTTPField.Name {
    fileprivate static let link = HTTPField.Name("Link")!
}

extension HistoryResource {
    private static let operation = Operation(
        id: "getProjectHistory",
        summary:
            "Lists the builds of a project that passed, without those of forks: their sizes, scores and entry points, what "
            + "they have of a package, and where packages are new, gone, or duplicated. Requires read.",
        query: parameters,
        answers: [
            .json(200, "A page of builds, newest first.", Page.schema(of: HistoricBuild.schema))
                .orCSV("As CSV, a table of which the header `Link` names the next page.")
        ])
}
