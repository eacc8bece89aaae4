import Domain
import HTTPTypes
import Hummingbird
import Localization
import Storage

extension APIRequest {
    /// The key that limits this request to one execution; nil if the request carries none.
    func idempotencyKey(bodyHash: @autoclosure () -> [UInt8]) throws -> IdempotencyKey? {
        guard let key = try idempotencyKeyText() else { return nil }
        return idempotencyKey(key, bodyHash: bodyHash())
    }

    /// A key that the request names.
    func idempotencyKey(_ key: String, bodyHash: [UInt8]) -> IdempotencyKey {
        IdempotencyKey(
            account: caller.account.id, method: http.method.rawValue, path: http.uri.path, key: key, bodyHash: bodyHash)
    }

    private static let keyHeader = HTTPField.Name("Idempotency-Key")!

    func idempotencyKeyText() throws -> String? {
        guard let key = http.headers.value(of: Self.keyHeader) else { return nil }
        guard IdempotencyKeyRule.allows(key) else {
            throw Problem.invalid([
                FieldFault(
                    field: "Idempotency-Key",
                    reason: .idempotencyKey(.characters(limit: IdempotencyKeyRule.maximumLength)))
            ])
        }
        return key
    }

    /// Does the work once per key, and gives the same answer every time.
    /// - Parameter answer: nil for an answer that holds a secret and is therefore never stored.
    func once<Value: Sendable>(
        _ key: IdempotencyKey?, answer: @escaping @Sendable (Value) -> StoredAnswer?,
        work: (Once<Value>?) async throws -> Reply<Value>, respond: (Value) -> Response
    ) async throws -> Response {
        let reply = try await services.running.whileRunning(key) {
            try await work(key.map { Once(key: $0, answer: answer) })
        }
        switch reply {
        case .done(let value): return respond(value)
        case .repeated(let answer): return .stored(answer)
        case .mismatched: throw Self.mismatch
        case .withheld:
            throw Problem.conflict(.idempotency(.withheldAnswer))
        }
    }

    /// For answers that may be stored.
    func once<Value: Sendable>(
        _ key: IdempotencyKey?, answer: @escaping @Sendable (Value) -> StoredAnswer,
        work: (Once<Value>?) async throws -> Reply<Value>
    ) async throws -> Response {
        try await once(key, answer: { answer($0) }, work: work, respond: { .stored(answer($0)) })
    }

    private static let mismatch = Problem.invalid([
        FieldFault(field: "Idempotency-Key", reason: .idempotencyKey(.reused))
    ])
}

extension StoredAnswer {
    init(_ status: HTTPResponse.Status, location: String? = nil, _ write: (inout JSONWriter) -> Void) {
        var json = JSONWriter()
        write(&json)
        self.init(status: status.code, location: location, body: json.bytes)
    }
}
