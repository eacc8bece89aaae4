import Domain
import Storage

/// The page of one webhook.
struct WebhookView: Sendable {
    struct ReplayRow: Sendable {
        var state: String
        var progress: String
        var total: Int
        var done: Int
        var isRunning: Bool
        var created: MomentView
    }

    struct Receiver: Sendable {
        /// The id of its element.
        var key: String
        var name: String
        var code: String
    }

    var id: Int64
    var url: String
    var path: String
    var isEnabled: Bool
    var state: WebhookStateView
    var eventType: String
    /// Nil if there is none.
    var description: String?
    var headerNames: [String]
    var hasHeaders: Bool
    var schedule: String
    var limits: String
    /// The list of one webhook's deliveries needs no column that names it.
    let isOfOneWebhook = true
    var hasSecret: Bool
    var mark: StatusBadge
    var rows: [DeliveryRowView]
    var hasRows: Bool
    var allDeliveries: String
    /// Nil if there were no attempts in the last day.
    var hours: HoursView?
    var replays: [ReplayRow]
    var hasReplays: Bool
    var isReplaying: Bool
    var receivers: [Receiver]
    /// The beginning of a request as its receiver sees it.
    var requestHead: String
    /// Whether nothing was sent to it yet, so its receiver is probably still to be written.
    var isUntried: Bool
    var form: WebhookFormView
    var faults: [FaultView]
    var hasFaults: Bool
    /// What its receiver does with a request, step by step.
    var verifying: [SentenceView]
    /// What rotating the secret requires of the receiver.
    var rotationLead: SentenceView
    var rotation: RotationView
    var made: MadeSecret?

    init(
        _ webhook: Webhook, in owner: Owner, _ request: PageRequest, rows: [DeliveryRowView], replays: [Replay],
        form: WebhookFormView
    ) {
        let strings = request.strings
        id = webhook.id
        url = webhook.url
        path = "\(owner.webhooksPath)/\(webhook.id)"
        isEnabled = webhook.isEnabled
        state = WebhookStateView(webhook, strings)
        eventType = webhook.eventType.text
        description = webhook.description.isEmpty ? nil : webhook.description
        headerNames = webhook.headerNames
        hasHeaders = !webhook.headerNames.isEmpty
        schedule = (webhook.retrySchedule ?? request.services.configuration.defaultSchedule).summary(strings)
        limits = Self.limits(of: webhook, strings)
        hasSecret = webhook.hasSecret
        mark = StatusBadge(webhook.lastDelivery, now: request.now, strings)
        self.rows = rows
        hasRows = !rows.isEmpty
        allDeliveries = "\(owner.deliveriesPath)?webhook=\(webhook.id)"
        self.replays = replays.map { replay in
            ReplayRow(
                state: strings("replay-\(replay.state.rawValue)"),
                progress: strings("replay-progress", ["done": String(replay.done), "total": String(replay.total)]),
                total: replay.total, done: replay.done, isRunning: replay.state == .running,
                created: MomentView(replay.createdAt, now: request.now, strings))
        }
        hasReplays = !replays.isEmpty
        isReplaying = replays.contains { $0.state == .running }
        receivers = VerifyingCode.all.map { Receiver(key: $0.key, name: $0.name, code: $0.code) }
        requestHead = RequestHead(webhook, project: owner.projectName).text
        isUntried = webhook.lastDelivery == nil
        let steps = [
            strings("verify-bytes"), strings("verify-compare"),
            strings("verify-answer", ["timeout": String(webhook.timeout.wholeSeconds)]), strings("verify-drop"),
        ]
        verifying = steps.map { SentenceView($0) }
        rotationLead = SentenceView(strings("rotate-lead"))
        rotation = RotationView(RotationDraft(), nil, strings)
        self.form = form
        faults = form.faults
        hasFaults = form.hasFaults
    }

    private static func limits(of webhook: Webhook, _ strings: Strings) -> String {
        var values = ["timeout": String(webhook.timeout.wholeSeconds), "concurrency": String(webhook.maxConcurrency)]
        values["rate"] = webhook.rateLimit.map(String.init)
        return strings(webhook.rateLimit == nil ? "limits-summary" : "limits-summary-rate", values)
    }
}

extension Owner {
    /// The project of its events; an application's events may be of any project.
    fileprivate var projectName: String {
        switch self {
        case .project(let project): project.id
        case .application: "…"
        }
    }
}
