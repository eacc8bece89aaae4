import PerfseeSDK

/// A replay as text.
struct ReplayText {
    let replay: Replay

    init(_ replay: Replay) {
        self.replay = replay
    }

    /// What became of it, or how far it is.
    var state: String {
        let deliveries = replay.total == 1 ? "1 delivery" : "\(replay.total) deliveries"
        return switch replay.state {
        case "done": "✓ Redelivery of \(deliveries) started"
        case "running": "● Running, \(replay.done) of \(deliveries)"
        case "stopped": "✕ Stopped after \(replay.done) of \(deliveries): the webhook was disabled or deleted"
        default: "\(replay.state), \(replay.done) of \(deliveries)"
        }
    }

    var facts: FactSheet {
        var facts = FactSheet()
        facts.add("replay", "\(replay.id)")
        facts.add("state", state)
        facts.add("since", Moment(replay.since).relative)
        facts.add("until", Moment(replay.until).relative)
        facts.add("created", Moment(replay.createdAt).relative)
        return facts
    }
}
