import Domain

/// A request that carries an `Idempotency-Key`: performed once, answered the same way each time.
package struct IdempotencyKey: Hashable, Sendable {
    /// How long a key is remembered.
    package static let lifetime: Duration = .hours(24)

    package var account: Int64
    package var method: String
    package var path: String
    package var key: String
    /// SHA-256 of the request's body (and of its query, if that carries the fields).
    package var bodyHash: [UInt8]

    package init(account: Int64, method: String, path: String, key: String, bodyHash: [UInt8]) {
        self.account = account
        self.method = method
        self.path = path
        self.key = key
        self.bodyHash = bodyHash
    }
}

/// A response as it is kept for repeats.
package struct StoredAnswer: Hashable, Sendable {
    package var status: Int
    package var location: String?
    package var body: [UInt8]

    package init(status: Int, location: String? = nil, body: [UInt8]) {
        self.status = status
        self.location = location
        self.body = body
    }
}

/// A key, with a function that renders the response to keep, called in the transaction that did the work.
package struct Once<Value: Sendable>: Sendable {
    package var key: IdempotencyKey
    /// Returns nil if the response contains a secret and so is never kept.
    package var answer: @Sendable (Value) -> StoredAnswer?

    package init(key: IdempotencyKey, answer: @escaping @Sendable (Value) -> StoredAnswer?) {
        self.key = key
        self.answer = answer
    }
}

/// The result of a request that may be a repeat.
package enum Reply<Value: Sendable>: Sendable {
    case done(Value)
    /// The same request was answered before, with this response.
    case repeated(StoredAnswer)
    /// The key was used with a different body.
    case mismatched
    /// The same request was answered before, with a secret that is not kept.
    case withheld
}
