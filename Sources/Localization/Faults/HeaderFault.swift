/// What is wrong with a webhook's own headers.
package enum HeaderFault: Hashable, Sendable {
    case notAnObject
    /// A line of a form that is no `Name: value`.
    case noColon
    case tooMany(limit: Int, count: Int)
    /// Names and values have too many bytes in total.
    case tooLarge(limit: Int, count: Int)
    /// The same header twice, ignoring case.
    case duplicate
    case invalidName
    /// Perfsee sets this header itself, or it belongs to the connection.
    case reserved
    /// A value with line breaks or other control characters.
    case controlCharacter
}
