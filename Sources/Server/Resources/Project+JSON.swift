import Domain

extension Project {
    func write(to json: inout JSONWriter) {
        json.object { json in
            writeIdentity(to: &json)
            json.string("baselineBranch", baselineBranch)
            json.string("repositoryUrl", repositoryURL)
            json.time("createdAt", createdAt)
        }
    }

    static let schema = Schema.object([
        .always("id", .string()), .always("host", .choice(Host.allCases.map(\.rawValue))),
        .always("namespace", .string()), .always("name", .string()), .always("isPublic", .bool),
        .always("baselineBranch", Schema.string().orNull),
        .always("repositoryUrl", Schema.string().orNull), .always("createdAt", .time),
    ])

    var path: String { "\(Endpoint.prefix)/projects/\(id)" }
}
