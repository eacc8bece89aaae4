import Domain
import Storage

/// An event in a list, with what became of it.
struct EventRowView: FieldedView {
    /// How many deliveries are in one state.
    struct Count: FieldedView {
        var text: String
        var meaning: String

        var fields: [String: Any?] { ["text": text, "meaning": meaning] }
    }

    var href: String
    var id: Int64
    var eventType: CutText
    var counts: [Count]
    /// Whether it went to a webhook of the project at all.
    var isSent: Bool
    var created: MomentView

    init(_ event: Event, _ counts: [Delivery.State: Int], in project: Project, _ request: PageRequest) {
        href = "/\(project.id)/events/\(event.id)"
        id = event.id
        eventType = CutText(event.eventType.text)
        self.counts = Delivery.State.allCases.compactMap { state in
            counts[state].map {
                Count(text: request.strings.counted("event-\(state.name)", $0), meaning: Self.meaning(state))
            }
        }
        isSent = !counts.isEmpty
        created = MomentView(event.createdAt, now: request.now, request.strings)
    }

    private static func meaning(_ state: Delivery.State) -> String {
        switch state {
        case .delivered: "good"
        case .failed: "bad"
        case .pending, .sending, .skipped: "idle"
        }
    }

    var fields: [String: Any?] {
        ["href": href, "id": id, "eventType": eventType, "counts": counts, "isSent": isSent, "created": created]
    }
}
