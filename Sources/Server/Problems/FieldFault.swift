/// What is wrong with one field of a request.
struct FieldFault: Error, Hashable, Sendable {
    /// The field's name, of a nested one its path: `headers.X-Name`, `retrySchedule[3]`.
    var field: String
    var message: String
}
