import Domain
import Localization
import Storage

/// The settings of one webhook: the first of its tabs.
struct WebhookView: Sendable {
    struct Receiver: Sendable {
        /// The id of its element.
        var key: String
        var name: String
        var code: String
    }

    var head: WebhookHeadView
    var id: Int64
    var path: String
    var eventType: String
    /// What is probably a mistake in its event type.
    var warnings: [SentenceView]
    /// Nil if there is none.
    var description: String?
    var headerNames: [String]
    var hasHeaders: Bool
    var schedule: String
    var limits: String
    var hasSecret: Bool
    /// Whether there is a secret that signs nothing until it is switched to.
    var hasPreparedSecret: Bool
    /// Leads to the new secret.
    var rotate: String
    var receivers: [Receiver]
    /// The beginning of a request as its receiver sees it.
    var requestHead: String
    /// Whether nothing was sent to it yet, so its receiver is probably still to be written.
    var isUntried: Bool
    var form: WebhookFormView
    /// Of both its forms: only one of them was sent.
    var faults: [FaultView]
    var hasFaults: Bool
    /// What its receiver does with a request, step by step.
    var verifying: [SentenceView]
    /// Why the webhook was not removed; nil if nobody tried.
    var removalFault: String?
    /// Whether what was refused is its removal.
    var isRemoval = false
    var made: MadeSecret?

    init(_ webhook: Webhook, in owner: Owner, _ request: PageRequest, warnings: [WebhookWarning], form: WebhookFormView)
    {
        let strings = request.strings
        head = WebhookHeadView(webhook, in: owner, .settings, request)
        id = webhook.id
        path = owner.path(of: webhook)
        eventType = webhook.eventType.text
        self.warnings = warnings.map { SentenceView(strings($0)) }
        description = webhook.description.isEmpty ? nil : webhook.description
        headerNames = webhook.headerNames
        hasHeaders = !webhook.headerNames.isEmpty
        schedule = (webhook.retrySchedule ?? request.services.configuration.defaultSchedule).summary(strings)
        limits = Self.limits(of: webhook, strings)
        hasSecret = webhook.hasSecret
        hasPreparedSecret = webhook.hasPreparedSecret
        rotate = strings(webhook.hasSecret ? "rotate-title" : "set-secret-title")
        receivers = VerifyingCode.all.map { Receiver(key: $0.key, name: $0.name, code: $0.code) }
        requestHead = RequestHead(webhook, project: owner.projectName).text
        isUntried = webhook.lastDelivery == nil
        let steps = [
            strings("verify-bytes"), strings("verify-compare"),
            strings("verify-answer", ["timeout": String(webhook.timeout.wholeSeconds)]), strings("verify-drop"),
        ]
        verifying = steps.map { SentenceView($0) }
        self.form = form
        faults = form.faults
        hasFaults = form.hasFaults
    }

    mutating func refuseRemoval(_ fault: FieldFault, _ strings: Strings) {
        let view = FaultView(fault, label: strings("remove-webhook"), strings)
        removalFault = view.message
        isRemoval = true
        faults.append(view)
        hasFaults = true
    }

    private static func limits(of webhook: Webhook, _ strings: Strings) -> String {
        var values = ["timeout": String(webhook.timeout.wholeSeconds), "concurrency": String(webhook.maxConcurrency)]
        values["rate"] = webhook.rateLimit.map(String.init)
        values["version"] = webhook.httpVersion.rawValue
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
