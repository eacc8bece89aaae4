/// What is wrong with what identifies an account, or with its password.
package enum AccountFault: Hashable, Sendable {
    case notAnEmail
    /// - Parameter minimum: in characters.
    case shortPassword(minimum: Int)
    /// - Parameter limit: in bytes.
    case longPassword(limit: Int)
    /// The repeated password is another one.
    case otherPassword
    /// The current password is another one.
    case wrongPassword
    /// An application's name of digits only, which would be taken for an ID.
    case digitsOnly
    /// No account has this email.
    case unknownEmail
    /// No application has this name.
    case unknownName
    /// What was typed to confirm is not the application's name.
    case unconfirmedName
}
