package import Domain
package import Signing
package import Storage

/// What is wrong with one field of a request or a form.
///
/// In English most are predicates, so that they read well after the field's name; those that say what to do are
/// sentences.
package enum FaultReason: Hashable, Sendable {
    case required
    /// One of two fields is required: this one, or `other`.
    case requiredUnless(other: String)
    /// Only one of two fields can be given.
    case exclusive(with: String)
    case null
    case unknownField
    case unknownParameter
    /// The field is given twice.
    case duplicate

    case notString
    case notBoolean
    case notInteger
    /// Not an integer of this range.
    case notIntegerBetween(lowest: Int, highest: Int)
    case notBetween(lowest: Int, highest: Int)
    case notObject
    case notTime
    case notUTF8
    /// A JSON string with half of a surrogate pair.
    case halfSurrogatePair
    case notOneOf([String])
    case notArray(of: [String])
    case wrongCount(lowest: Int, highest: Int, of: [String])
    /// A form's choice that was not offered.
    case notOffered
    case notCursor

    case text(TextFault)
    case account(AccountFault)
    case project(ProjectFault)
    case webhook(WebhookFault)
    case header(HeaderFault)
    case schedule(ScheduleFault)
    case token(TokenFault)
    case event(EventFault)
    case cause(CauseFault)
    case upload(UploadFault)
    case idempotencyKey(IdempotencyKeyFault)
    case secret(InvalidSecret)
    case conflict(StoreConflict)
    case limit(StoreLimit)
    case refusal(StoreRefusal)
    case url(WebhookURLFault, at: Int?)
    case blocked(EgressBlock)
    /// One mistake in a text of budgets.
    case budgets(RecordedMessage)
    case budgetsTooLarge(limit: Int)
}
