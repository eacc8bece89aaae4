import Domain
import HTTPTypes
import Storage

/// The API's description in OpenAPI 3.1, generated from the endpoints and the field tables that also check bodies.
struct OpenAPIDocument: Sendable {
    let endpoints: [Endpoint]
    let publicURL: String

    static let schemas: [(name: String, schema: Schema)] = [
        ("Project", Project.schema), ("Member", Member.schema), ("Application", Account.applicationSchema),
        ("Webhook", Webhook.schema),
        ("EventSummary", Event.summarySchema),
        ("Event", Event.schema), ("DeliverySummary", Delivery.summarySchema), ("Delivery", Delivery.schema),
        ("Artifact", Artifact.schema), ("ProjectBudgets", ProjectBudgets.schema),
        ("Acceptance", ExcessAcceptance.schema), ("Token", Token.schema), ("CreatedToken", Token.createdSchema),
        ("Settings", InstanceSettings.schema),
        ("Problem", Problem.schema),
    ]

    var bytes: [UInt8] {
        var json = JSONWriter()
        json.object { json in
            json.string("openapi", "3.1.0")
            json.object("info") { json in
                json.string("title", "Perfsee")
                json.string("version", "1")
                json.string(
                    "description", "Bundle analysis and signed webhooks. Errors are problem details (RFC 9457).")
            }
            json.array("servers") { json in json.object { $0.string("url", publicURL) } }
            json.object("paths") { writePaths(to: &$0) }
            json.object("components") { writeComponents(to: &$0) }
        }
        return json.bytes
    }

    private func writePaths(to json: inout JSONWriter) {
        var paths: [String] = []
        for endpoint in endpoints where !paths.contains(endpoint.path) { paths.append(endpoint.path) }
        for path in paths {
            json.object(path) { json in
                for endpoint in endpoints where endpoint.path == path {
                    json.object(endpoint.method.rawValue.lowercased()) { endpoint.write(to: &$0) }
                }
            }
        }
    }

    private func writeComponents(to json: inout JSONWriter) {
        json.object("schemas") { json in
            for (name, schema) in Self.schemas { json.raw(name, schema.json) }
        }
        json.object("headers") { json in
            json.object(RequestID.header.rawName) { json in
                json.string("description", "The request's id, which the server's log has too.")
                json.raw("schema", Schema.string(1...RequestID.longest).json)
            }
        }
        json.object("securitySchemes") { json in
            json.object("token") { json in
                json.string("type", "http")
                json.string("scheme", "bearer")
            }
        }
    }
}

extension Problem {
    static let schema = Schema.object([
        .always("type", .string()), .always("title", .string()), .always("status", .integer()),
        .always("detail", .string()),
        .maybe("errors", .array(of: .object([.always("field", .string()), .always("message", .string())]))),
    ])
}

extension Endpoint {
    fileprivate func write(to json: inout JSONWriter) {
        json.string("operationId", operation.id)
        json.string("summary", operation.summary)
        if operation.needsToken {
            json.array("security") { json in json.object { json in json.array("token") { _ in } } }
        }
        writeParameters(to: &json)
        if let body = operation.body { json.object("requestBody") { body.write(to: &$0) } }
        json.object("responses") { json in
            for answer in operation.answers { json.object(String(answer.status)) { answer.write(to: &$0) } }
            json.object("default") { json in
                json.string("description", "What went wrong.")
                Operation.Answer.writeHeaders(to: &json)
                Operation.Answer.writeContent(Problem.contentType, .reference("Problem"), to: &json)
            }
        }
    }

    private func writeParameters(to json: inout JSONWriter) {
        json.array("parameters") { json in
            for part in path.split(separator: "/") where part.hasPrefix("{") {
                let parameter = QueryParameter(
                    name: String(part.dropFirst().dropLast()), schema: .string(), isRequired: true)
                parameter.write(to: &json, place: "path")
            }
            for parameter in operation.query { parameter.write(to: &json, place: "query") }
            for parameter in operation.headers { parameter.write(to: &json, place: "header") }
        }
    }
}

extension QueryParameter {
    fileprivate func write(to json: inout JSONWriter, place: String) {
        json.object { json in
            json.string("name", name)
            json.string("in", place)
            json.bool("required", isRequired)
            json.raw("schema", schema.json)
        }
    }
}

extension Operation.Body {
    fileprivate func write(to json: inout JSONWriter) {
        switch self {
        case .json(let table, let isRequired):
            json.bool("required", isRequired)
            Operation.Answer.writeContent("application/json", table.schema, to: &json)
        case .lines(let table):
            json.bool("required", true)
            Operation.Answer.writeContent("application/x-ndjson", table.schema, to: &json)
        case .archive:
            json.bool("required", true)
            Operation.Answer.writeContent("application/octet-stream", .any, to: &json)
        }
    }
}

extension Operation.Answer {
    fileprivate func write(to json: inout JSONWriter) {
        json.string("description", description)
        Self.writeHeaders(to: &json)
        guard let schema else { return }
        json.object("content") { json in
            json.object(contentType) { $0.raw("schema", schema.json) }
            for type in alternatives { json.object(type) { $0.raw("schema", Schema.string().json) } }
        }
    }

    /// Those of every answer.
    fileprivate static func writeHeaders(to json: inout JSONWriter) {
        let name = RequestID.header.rawName
        json.object("headers") { json in
            json.object(name) { $0.string("$ref", "#/components/headers/\(name)") }
        }
    }

    fileprivate static func writeContent(_ type: String, _ schema: Schema, to json: inout JSONWriter) {
        json.object("content") { json in
            json.object(type) { $0.raw("schema", schema.json) }
        }
    }
}
