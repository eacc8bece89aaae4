import Domain
import Localization
import Storage

/// The fields of a replay: which part of a webhook's log is sent again.
enum ReplayFields {
    /// A redelivery starts from one of these states; deliveries in other states are still pending anyway.
    static let endStates: [Delivery.State] = [.delivered, .failed, .skipped]
    static let defaultStates: Set<Delivery.State> = [.failed, .skipped]

    static let since = time("since", "Only deliveries created at this time or later.", isNullable: false)
    static let until = time("until", "Only deliveries created before this time. Default: now.", isNullable: true)
    static let states = Field<Set<Delivery.State>>(
        "states",
        Schema.array(of: .choice(endStates.map(\.name)), upTo: endStates.count).described(
            "Only deliveries in these states. Default: failed and skipped."),
        isNullable: true, read: readStates)
    static let eventType = Field<String>.text(
        "eventType", 1...EventTypeExpression.maximumLength,
        "Only deliveries of the event types that this event type expression matches.", isNullable: true,
        check: WebhookFields.faultOfExpression)

    static let creation = FieldTable([
        .required(since), .optional(until), .optional(states), .optional(eventType),
    ])

    private static func time(_ name: String, _ description: String, isNullable: Bool) -> Field<Timestamp> {
        Field(name, Schema.time.described(description), isNullable: isNullable) { value, faults in
            guard let time = value.string.flatMap(Timestamp.init(iso8601:)) else {
                return faults.refuse(name, .notTime)
            }
            return time
        }
    }

    @Sendable private static func readStates(
        _ value: JSONValue, _ faults: inout [FieldFault]
    ) -> Set<Delivery.State>? {
        let names = endStates.map(\.name)
        guard value.kind == .array else { return faults.refuse("states", .notArray(of: names)) }
        let items = value.children
        guard (1...endStates.count).contains(items.count) else {
            return faults.refuse("states", .wrongCount(lowest: 1, highest: endStates.count, of: names))
        }
        let before = faults.count
        let states = items.enumerated().compactMap { index, item -> Delivery.State? in
            let state = item.string.flatMap(Delivery.State.init(name:))
            guard let state, endStates.contains(state) else {
                return faults.refuse("states[\(index)]", .notOneOf(names))
            }
            return state
        }
        return faults.count == before ? Set(states) : nil
    }
}

extension Form {
    /// Throws if a field is at fault, or if the range is empty.
    mutating func replay(at now: Timestamp) throws(Problem) -> NewReplay {
        let until = self[ReplayFields.until] ?? now
        check(ReplayFields.since) { $0 < until ? nil : .webhook(.emptyRange(end: ReplayFields.until.name)) }
        try validate()
        return NewReplay(
            since: self[ReplayFields.since] ?? until, until: until,
            states: self[ReplayFields.states] ?? ReplayFields.defaultStates,
            eventType: self[ReplayFields.eventType].map { EventTypeExpression($0) })
    }
}
