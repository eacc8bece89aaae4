import Domain
import Signing

/// A rotation as it is typed.
struct RotationDraft: Sendable {
    /// How long the secret before goes on signing, in hours: by default, and at most.
    static let defaultOverlap = 24
    static let longestOverlap = 168

    /// Empty where one is to be made.
    var secret = ""
    var overlap = String(defaultOverlap)

    init() {}

    init(_ form: PostedForm) {
        secret = form["secret"]
        overlap = form["overlapHours"].trimmed
    }

    var fault: FieldFault? {
        do throws(InvalidSecret) {
            if !secret.isEmpty { _ = try WebhookSecret(secret) }
        } catch {
            return FieldFault(field: "new-secret", message: error.description)
        }
        guard overlap.isEmpty || hours != nil else {
            return FieldFault(field: "overlapHours", message: "must be 0 to \(Self.longestOverlap)")
        }
        return nil
    }

    /// When the secret before ends; nil where that is at once.
    func end(from now: Timestamp) -> Timestamp? {
        let hours = hours ?? Self.defaultOverlap
        return hours == 0 ? nil : now.adding(milliseconds: Int64(hours) * 3_600_000)
    }

    private var hours: Int? { Int(overlap).flatMap { (0...Self.longestOverlap).contains($0) ? $0 : nil } }
}

/// The form that rotates a webhook's secret.
struct RotationView: Sendable {
    var secret: FieldView
    var overlap: FieldView
    var faults: [FaultView]
    var hasFaults: Bool

    init(_ draft: RotationDraft, _ fault: FieldFault?, _ strings: Strings) {
        func field(_ name: String, _ label: String, _ value: String) -> FieldView {
            let message = fault?.field == name ? fault.map { strings.fault($0.message) } : nil
            return FieldView(name, label: label, value: value, fault: message)
        }
        let labels = ["new-secret": strings("new-secret"), "overlapHours": strings("overlap")]
        secret = field("new-secret", strings("new-secret"), draft.secret)
        overlap = field("overlapHours", strings("overlap"), draft.overlap)
        faults = FaultView.list([fault].compactMap(\.self), labels: labels, strings)
        hasFaults = fault != nil
    }
}

/// A secret that was just made or typed: shown this once.
struct MadeSecret: Sendable {
    /// When the one before stops signing, and what it signs until then: the strings before and behind the time.
    struct Old: Sendable {
        var before: SentenceView
        var end: MomentView
        var after: SentenceView
    }

    var text: String
    /// Nil where the one before signs no longer.
    var old: Old?

    init(_ flash: Flash, now: Timestamp, _ strings: Strings) {
        text = flash.text
        let parts = strings.parts("old-secret", [:])
        old = flash.until.map { end in
            Old(
                before: SentenceView(parts.before), end: MomentView(end, now: now, strings),
                after: SentenceView(parts.after))
        }
    }
}
