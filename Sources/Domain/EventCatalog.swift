extension EventType {
    package static let labSnapshotCompleted = EventType(stored: "lab:snapshot-completed")
    package static let labSnapshotReportCompleted = EventType(stored: "lab:snapshot-report-completed")
    package static let sourceFinished = EventType(stored: "source:finished")
}

/// The event types that Perfsee itself publishes.
package enum EventCatalog {
    package static let types: [EventType] = [
        .bundleFinished, .labSnapshotCompleted, .labSnapshotReportCompleted, .sourceFinished, .ping,
    ]

    /// Types that Perfsee is going to publish. They are already reserved, so that no receiver mistakes a project's own
    /// event for one of Perfsee's.
    package static let announced: [EventType] = [
        EventType(stored: "bundle:budget-exceeded"), EventType(stored: "bundle:budget-recovered"),
        EventType(stored: "bundle:accepted"), EventType(stored: "bundle:compared"),
    ]

    /// Whether a type is one of Perfsee's own, so that publishing it takes more rights than a custom type does.
    package static func contains(_ type: EventType) -> Bool { types.contains(type) || announced.contains(type) }

    private static let byHeader = Dictionary(uniqueKeysWithValues: (types + announced).map { ($0.header, $0) })

    /// The built-in type whose header a custom type would share; nil if there is none. Receivers that go by the header
    /// could not distinguish the two.
    package static func type(imitatedBy type: EventType) -> EventType? {
        guard let own = byHeader[type.header], own != type else { return nil }
        return own
    }

    /// The catalog as it is served: a JSON array of `eventType`, `header`, `description`, `schema` and `example`. It is the
    /// file `Resources/event_types.json`, which the SDKs' types are tested against.
    package static let json: [UInt8] = PackageResources.event_types_json
}
