import Domain
import Localization

/// The state of a webhook: whether deliveries are sent, or why not.
struct WebhookStateView: FieldedView {
    /// With its symbol.
    var text: String
    /// What it means and what to do; nil if all is well.
    var explanation: String?
    /// `good`, `warning`, `bad` or `idle`.
    var meaning: String

    init(_ webhook: Webhook, _ strings: Strings) {
        let state = WebhookState(of: webhook)
        text = "\(state.symbol) \(strings(state))"
        explanation = state.explanation?[strings.language]
        meaning =
            switch state {
            case .enabled: "good"
            case .failing, .paused: "warning"
            case .disabled(.manual): "idle"
            case .disabled(.gone), .disabled(.failing): "bad"
            }
    }

    var fields: [String: Any?] {
        ["text": text, "explanation": explanation, "meaning": meaning]
    }
}
