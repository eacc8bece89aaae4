import Domain
import HTTPTypes
import Hummingbird
import Storage

/// One method on one path: how it is described and how it is answered.
struct Endpoint: Sendable {
    var method: HTTPRequest.Method
    /// A template, such as `/api/v1/projects/{project}`.
    var path: String
    var operation: Operation
    var respond: @Sendable (Request, APIContext) async throws -> Response

    /// The prefix of the whole API except the operator's endpoints.
    static let prefix = "/api/v1"

    /// An endpoint that needs no token.
    static func open(
        _ method: HTTPRequest.Method, _ path: String, _ operation: Operation,
        _ respond: @escaping @Sendable (Request, APIContext) async throws -> Response
    ) -> Endpoint {
        Endpoint(method: method, path: path, operation: operation, respond: respond)
    }

    /// An endpoint below the prefix that needs a token.
    static func authenticated(
        _ services: Services, _ method: HTTPRequest.Method, _ path: String, _ operation: Operation,
        _ respond: @escaping @Sendable (APIRequest) async throws -> Response
    ) -> Endpoint {
        var operation = operation
        operation.needsToken = true
        let described = operation
        return Endpoint(method: method, path: prefix + path, operation: described) { request, context in
            let caller = try await Authenticator(services: services).caller(of: request)
            try context.caller?.prove(caller.account.id)
            if method == .post, !described.takesDeliveries { try EventCause.refuseDelivery(request) }
            return try await respond(APIRequest(services: services, http: request, context: context, caller: caller))
        }
    }
}

/// How an endpoint is described.
struct Operation: Sendable {
    var id: String
    var summary: String
    var query: [QueryParameter] = []
    var body: Body?
    var answers: [Answer]
    var takesIdempotencyKey = false
    /// Whether a delivery may lead here: a webhook's own request, or one from a forwarder that passes its headers on.
    var takesDeliveries = false
    var needsToken = false
    /// Request headers that this operation alone takes.
    var ownHeaders: [QueryParameter] = []

    var headers: [QueryParameter] {
        ownHeaders + (takesIdempotencyKey ? [Self.idempotencyKey] : []) + (takesDeliveries ? Self.ofDelivery : [])
    }

    private static let idempotencyKey = QueryParameter(
        name: "Idempotency-Key", schema: .string(1...IdempotencyKeyRule.maximumLength))
    private static let ofDelivery = [
        QueryParameter(
            name: EventCause.deliveryHeader.rawName,
            schema: Schema.string(36...36, pattern: "^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$")
                .described("The delivery that led to this request, if a forwarder passes it on.")),
        QueryParameter(
            name: EventCause.depthHeader.rawName,
            schema: Schema.integer(0...(EventCause.maximumDepth - 1)).described(
                "The value that the delivery had, if any.")),
    ]

    enum Body: Sendable {
        case json(FieldTable, isRequired: Bool)
        /// NDJSON: an object of the table's fields on each line.
        case lines(FieldTable)
        case archive
    }

    struct Answer: Sendable {
        var status: Int
        var description: String
        var contentType = "application/json"
        /// Nil if the answer has no body.
        var schema: Schema?
        /// Other types that the answer may have, as the client prefers.
        var alternatives: [String] = []
    }
}

extension Operation.Answer {
    static func json(_ status: Int, _ description: String, _ schema: Schema) -> Operation.Answer {
        Operation.Answer(status: status, description: description, schema: schema)
    }

    /// The same, or CSV if the client prefers that.
    func orCSV(_ about: String) -> Operation.Answer {
        var answer = self
        answer.description += " \(about)"
        answer.alternatives.append(CSVType.name)
        return answer
    }

    static func empty(_ description: String) -> Operation.Answer {
        Operation.Answer(status: 204, description: description, schema: nil)
    }

    static func file(_ description: String, contentType: String) -> Operation.Answer {
        Operation.Answer(status: 200, description: description, contentType: contentType, schema: .any)
    }
}
