import Domain
import Localization

/// What the page of a delivery says about one attempt, in one language.
struct AttemptExplanation {
    /// Why it failed and what to do about it; nil if it succeeded.
    var reason: String?
    /// An English sentence that another version recorded, on a page in another language.
    var recorded: RecordedText?
    /// Anything else that is remarkable.
    var notes: [String] = []

    init(_ attempt: Attempt, _ language: Language) {
        var rest = attempt.messages[...]
        if let reason = attempt.reason {
            switch rest.first {
            case .recorded where language != .english, .unknown, nil:
                // Neither is a reason in the reader's language.
                self.reason = Self.general(reason, attempt.response)[language]
            case let message?:
                self.reason = message.text[language]
                rest = rest.dropFirst()
            }
        }
        for message in rest {
            if case .recorded(let sentence) = message, language != .english {
                recorded = RecordedText(recorded: sentence, language)
            } else {
                notes.append(message.text[language])
            }
        }
    }

    private static func general(_ reason: FailureReason, _ response: Attempt.Response?) -> LocalizedText {
        guard reason == .status, let response else { return reason.text }
        return AttemptMessage.status(status: response.status).text
    }
}
