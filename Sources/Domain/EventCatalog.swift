extension EventType {
    package static let labSnapshotCompleted = EventType(stored: "lab:snapshot-completed")
    package static let labSnapshotReportCompleted = EventType(stored: "lab:snapshot-report-completed")
    package static let sourceFinished = EventType(stored: "source:finished")
}

/// The event types that Perfsee itself publishes.
package enum EventCatalog {
    package static let types: [EventType] = [
        .bundleFinished, .bundleBudgetExceeded, .bundleBudgetRecovered, .bundleAccepted, .bundleCompared,
        .labSnapshotCompleted, .labSnapshotReportCompleted, .sourceFinished, .ping,
    ]

    /// Whether a type is one of Perfsee's own, so that publishing it takes more rights than a custom type does.
    package static func contains(_ type: EventType) -> Bool { types.contains(type) }

    private static let byHeader = Dictionary(uniqueKeysWithValues: types.map { ($0.header, $0) })

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
