/// A server's explanation of why it refused a request (RFC 9457).
public struct ProblemDetails: Sendable, Hashable, Codable {
    /// What is wrong with one field of the request.
    public struct FieldError: Sendable, Hashable, Codable {
        /// The field's name.
        public let field: String
        /// A sentence that says what is wrong with it.
        public let message: String
    }

    /// Identifies the kind of problem.
    public let type: String?
    /// The kind of problem, in a few words.
    public let title: String?
    /// The HTTP status.
    public let status: Int
    /// A sentence that explains this problem.
    public let detail: String?
    /// The fields that are at fault.
    public let errors: [FieldError]?

    /// The problem of a server that gave no details.
    init(status: Int, detail: String?) {
        type = nil
        title = nil
        self.status = status
        self.detail = detail
        errors = nil
    }
}

extension ProblemDetails: CustomStringConvertible {
    /// The problem for people: a sentence, and a line for each field.
    public var description: String {
        let sentence = detail ?? title ?? "The server responded with status \(status)."
        let fields = (errors ?? []).map { "  \($0.field): \($0.message)" }
        return ([sentence] + fields).joined(separator: "\n")
    }
}
