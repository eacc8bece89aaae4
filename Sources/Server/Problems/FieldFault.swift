import Localization

/// What is wrong with one field of a request.
struct FieldFault: Error, Hashable, Sendable {
    /// The field's name, or the path of a nested one: `headers.X-Name`, `retrySchedule[3]`.
    var field: String
    var reason: FaultReason
}
