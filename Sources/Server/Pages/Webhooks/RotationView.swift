import Domain
import Localization
import Signing

/// A rotation as typed.
struct RotationDraft: Sendable {
    /// How long the previous secret goes on signing, in hours: the default, and the maximum.
    static let defaultOverlap = 24
    static let longestOverlap = 168

    var secret: String
    var overlap: String

    /// With a new secret.
    static func generated() -> RotationDraft {
        RotationDraft(secret: WebhookSecret.generate().text, overlap: String(defaultOverlap))
    }

    private init(secret: String, overlap: String) {
        self.secret = secret
        self.overlap = overlap
    }

    init(_ form: PostedForm) {
        self.init(secret: form["secret"], overlap: form["overlapHours"].trimmed)
    }

    /// A secret is never made up here: nobody could have put it into the receiver.
    /// - Parameter isRotation: whether there is a secret to replace; without one, the form has no overlap.
    func faults(replacing isRotation: Bool) -> [FieldFault] {
        var faults: [FieldFault] = []
        do throws(InvalidSecret) {
            _ = try WebhookSecret(new: secret)
        } catch {
            faults.append(FieldFault(field: "new-secret", reason: .secret(error)))
        }
        if isRotation, !overlap.isEmpty, hours == nil {
            let reason = FaultReason.notBetween(lowest: 0, highest: Self.longestOverlap)
            faults.append(FieldFault(field: "overlapHours", reason: reason))
        }
        return faults
    }

    /// How long the previous secret goes on signing.
    var span: Duration { .hours(hours ?? Self.defaultOverlap) }

    /// When the previous secret ends; nil if it ends immediately.
    func end(from now: Timestamp) -> Timestamp? { span == .zero ? nil : now + span }

    private var hours: Int? { Int(overlap).flatMap { (0...Self.longestOverlap).contains($0) ? $0 : nil } }
}

/// The page that gives a webhook a new secret, in two steps.
struct RotationView: Sendable {
    var heading: String
    var url: String
    var action: String
    var back: String
    /// Whether there is a secret to replace.
    var isRotation: Bool
    /// Whether a secret is prepared that can be switched to.
    var isPrepared: Bool
    var secret: FieldView
    var overlap: FieldView
    /// What happens to the deliveries once it is switched to.
    var lead: SentenceView
    /// What the previous secret still signs until the overlap ends.
    var overlapHint: SentenceView
    var button: String
    var faults: [FaultView]
    var hasFaults: Bool

    init(_ draft: RotationDraft, _ faults: [FieldFault], of webhook: Webhook, back: String, _ request: PageRequest) {
        let strings = request.strings
        func field(_ name: String, _ label: String, _ value: String, hint: String? = nil) -> FieldView {
            FieldView(name, label: label, value: value, hint: hint, fault: faults.text(of: name, strings))
        }
        isRotation = webhook.hasSecret
        isPrepared = webhook.hasPreparedSecret
        heading = strings(isRotation ? "rotate-title" : "set-secret-title")
        url = webhook.url
        action = "\(back)/secret"
        self.back = back
        secret = field("new-secret", strings("new-secret"), draft.secret, hint: strings("new-secret-hint"))
        overlap = field("overlapHours", strings("overlap"), draft.overlap)
        lead = SentenceView(Self.lead(of: webhook, request))
        overlapHint = SentenceView(strings("overlap-hint"))
        button = strings(isRotation ? "switch-secret" : "set-secret")
        let labels = ["new-secret": strings("new-secret"), "overlapHours": strings("overlap")]
        self.faults = FaultView.list(faults, labels: labels, strings)
        hasFaults = !faults.isEmpty
    }

    private static func lead(of webhook: Webhook, _ request: PageRequest) -> String {
        let strings = request.strings
        guard webhook.hasSecret else { return strings("set-secret-lead") }
        let isRetrying = !(webhook.retrySchedule ?? request.services.configuration.defaultSchedule).waits.isEmpty
        return strings(isRetrying ? "switch-lead" : "switch-lead-once")
    }
}

/// What is shown once after a webhook was created or its secret rotated.
struct MadeSecret: Sendable {
    /// When the previous secret stops signing, and what it signs until then: the strings before and after the time.
    struct Old: Sendable {
        var before: SentenceView
        var end: MomentView
        var after: SentenceView
    }

    /// The secret; nil if it was shown before it was set.
    var text: String?
    /// Nil if the previous secret no longer signs.
    var old: Old?

    init(_ flash: Flash, now: Timestamp, _ strings: Strings) {
        text = flash.text.isEmpty ? nil : flash.text
        let parts = strings.parts("old-secret", [:])
        old = flash.until.map { end in
            Old(
                before: SentenceView(parts.before), end: MomentView(end, now: now, strings),
                after: SentenceView(parts.after))
        }
    }
}
