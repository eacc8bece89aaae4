import Domain
import Storage

/// The recent deliveries of one webhook, and replays of older ones: the second of its tabs.
struct WebhookDeliveriesView: Sendable {
    struct ReplayRow: Sendable {
        var state: String
        var progress: String
        var total: Int
        var done: Int
        var isRunning: Bool
        var created: MomentView
    }

    var head: WebhookHeadView
    var path: String
    /// The list of one webhook's deliveries needs no column that names it.
    let isOfOneWebhook = true
    var rows: [DeliveryRowView]
    var hasRows: Bool
    var allDeliveries: String
    /// Nil if there were no attempts in the last day.
    var hours: HoursView?
    var replays: [ReplayRow]
    var hasReplays: Bool
    var isReplaying: Bool

    init(
        _ webhook: Webhook, in owner: Owner, _ request: PageRequest, rows: [DeliveryRowView], replays: [Replay],
        hours: [WebhookHour]
    ) {
        let strings = request.strings
        head = WebhookHeadView(webhook, in: owner, .deliveries, request)
        path = owner.path(of: webhook)
        self.rows = rows
        hasRows = !rows.isEmpty
        allDeliveries = "\(owner.deliveriesPath)?webhook=\(webhook.id)"
        self.hours = HoursView(hours, now: request.now, strings)
        self.replays = replays.map { replay in
            ReplayRow(
                state: strings("replay-\(replay.state.rawValue)"),
                progress: strings("replay-progress", ["done": String(replay.done), "total": String(replay.total)]),
                total: replay.total, done: replay.done, isRunning: replay.state == .running,
                created: MomentView(replay.createdAt, now: request.now, strings))
        }
        hasReplays = !replays.isEmpty
        isReplaying = replays.contains { $0.state == .running }
    }
}
