/// The custom event types of a project, or of all projects that an application is a member of, that were ever published.
package struct PublishedTypes: Hashable, Sendable {
    /// How many types of a project are recorded, and read at once: publishers that make up a type for each event must not
    /// fill the disk.
    package static let maximum = 1_000

    package let types: [EventType]

    package init(_ types: [EventType]) {
        self.types = types
    }

    /// False if there may be more, so that no type is known to be none of them.
    package var isComplete: Bool { types.count < Self.maximum }
}
