/// What is wrong with a field of a new token.
package enum TokenFault: Hashable, Sendable {
    /// The token would already be expired.
    case past
    /// The form has no scope checked.
    case noScope
    /// No application has this ID.
    case unknownApplication
    /// The project does not exist, or the caller's token has no access to it.
    case unknownProject
}
