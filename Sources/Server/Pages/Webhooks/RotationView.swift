import Domain
import Localization
import Signing

/// A rotation as typed.
struct RotationDraft: Sendable {
    /// How long the previous secret goes on signing, in hours: the default, and the maximum.
    static let defaultOverlap = 24
    static let longestOverlap = 168

    /// Empty to have one generated.
    var secret = ""
    var overlap = String(defaultOverlap)

    init() {}

    init(_ form: PostedForm) {
        secret = form["secret"]
        overlap = form["overlapHours"].trimmed
    }

    var fault: FieldFault? {
        do throws(InvalidSecret) {
            if !secret.isEmpty { _ = try WebhookSecret(new: secret) }
        } catch {
            return FieldFault(field: "new-secret", reason: .secret(error))
        }
        guard overlap.isEmpty || hours != nil else {
            return FieldFault(field: "overlapHours", reason: .notBetween(lowest: 0, highest: Self.longestOverlap))
        }
        return nil
    }

    /// When the previous secret ends; nil if it ends immediately.
    func end(from now: Timestamp) -> Timestamp? {
        let hours = hours ?? Self.defaultOverlap
        return hours == 0 ? nil : now + .hours(hours)
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
        let faults = [fault].compactMap(\.self)
        func field(_ name: String, _ label: String, _ value: String) -> FieldView {
            FieldView(name, label: label, value: value, fault: faults.text(of: name, strings))
        }
        let labels = ["new-secret": strings("new-secret"), "overlapHours": strings("overlap")]
        secret = field("new-secret", strings("new-secret"), draft.secret)
        overlap = field("overlapHours", strings("overlap"), draft.overlap)
        self.faults = FaultView.list(faults, labels: labels, strings)
        hasFaults = !faults.isEmpty
    }
}

/// A secret that was just generated or typed: shown once.
struct MadeSecret: Sendable {
    /// When the previous secret stops signing, and what it signs until then: the strings before and after the time.
    struct Old: Sendable {
        var before: SentenceView
        var end: MomentView
        var after: SentenceView
    }

    var text: String
    /// Nil if the previous secret no longer signs.
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
