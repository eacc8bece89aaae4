package import Domain

/// What is wrong with the type of a published event.
package enum EventFault: Hashable, Sendable {
    /// - Parameter limit: in characters.
    case characters(limit: Int)
    case ping
    /// The header of the type is that of one of Perfsee's own.
    case header(String, of: EventType)
}
