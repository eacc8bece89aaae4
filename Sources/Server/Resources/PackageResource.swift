import Domain
import Hummingbird
import Localization
import Storage

/// Packages over all projects that the caller may read.
struct PackageResource: Sendable {
    let services: Services
    let store: any HistoryStore & OverviewStore

    private static let list = "package"

    var endpoints: [Endpoint] { [.authenticated(services, .get, "/packages/{name}", Self.operation, show)] }

    @Sendable private func show(_ request: APIRequest) async throws -> Response {
        let access = request.caller.access
        guard access.mayListProjects else { throw Problem.forbidden(.listingProjects) }
        var query = QueryForm(Query(request.http), known: Page.parameters)
        let page = Page(&query, list: Self.list)
        try query.validate()
        let (uses, next) = try await PackageUses(store: store).page(
            of: request.parameter("name"), visibleTo: access.isInstanceAdmin ? nil : request.caller.account.id,
            only: access.onlyProject, before: page.after.flatMap { Int64($0) }, limit: page.limit)
        return .json { json in
            json.object { json in
                json.array("items") { json in
                    for use in uses { use.write(to: &json, at: services.configuration.publicURL) }
                }
                json.string("nextCursor", next.map { Cursor.write(String($0), list: Self.list) })
            }
        }
    }

    private static let operation = Operation(
        id: "getPackage",
        summary:
            "Lists the projects that ship a package, of those that the caller can read: in the newest build of each name on "
            + "the project's baseline branch. `/` in a name is written as %2F. A page may have fewer items than its limit. "
            + "Requires read.",
        query: Page.parameters,
        answers: [.json(200, "A page of projects.", Page.schema(of: PackageUses.Use.schema))])
}

extension PackageUses.Use {
    fileprivate func write(to json: inout JSONWriter, at publicURL: String) {
        json.object { json in
            json.string("project", project.id)
            json.array("builds") { json in
                for build in builds { build.write(to: &json, in: project, at: publicURL) }
            }
        }
    }

    fileprivate static let schema = Schema.object([
        .always("project", .string()),
        .always("builds", .array(of: PackageUses.Build.schema, upTo: PackageUses.maximumNames)),
    ])
}

extension PackageUses.Build {
    fileprivate func write(to json: inout JSONWriter, in project: Project, at publicURL: String) {
        json.object { json in
            json.integer("artifact", artifact.id)
            json.string("name", artifact.build.name)
            json.string("branch", artifact.build.branch)
            json.string("hash", artifact.build.hash)
            json.time("createdAt", artifact.createdAt)
            json.string("url", "\(publicURL)/\(project.id)/artifacts/\(artifact.id)")
            package.write("package", to: &json)
            json.object("since") { json in
                json.integer("artifact", since.artifact)
                json.bool("isExact", since.isExact)
            }
        }
    }

    fileprivate static let schema = Schema.object([
        .always("artifact", .integer()), .always("name", .string()), .always("branch", .string()),
        .always("hash", .string()), .always("createdAt", .time), .always("url", .string()),
        .always("package", ArtifactPackage.schema),
        .always(
            "since",
            .object([
                .always("artifact", .integer()),
                .always(
                    "isExact",
                    Schema.bool.described(
                        "False if the package may have been there before: no more than \(PackageUses.depth) builds are "
                            + "looked at, and those before may be gone or not recorded.")),
            ])),
    ])
}
