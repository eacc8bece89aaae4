extension WebhookFault: Message {
    package var text: LocalizedText {
        switch self {
        case .method(let only): LocalizedText(en: "must be \(only)", zh: "须为 \(only)")
        case .emptyRange(let end): LocalizedText(en: "must be before \(end)", zh: "须早于 \(end)")
        }
    }
}
