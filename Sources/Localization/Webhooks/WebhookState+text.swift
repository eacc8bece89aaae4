package import Domain

extension WebhookState: Message {
    /// Stands before the text.
    package var symbol: String {
        switch self {
        case .enabled: "✓"
        case .failing, .paused: "↻"
        case .disabled(.manual): "–"
        case .disabled(.gone), .disabled(.failing): "✕"
        }
    }

    package var text: LocalizedText {
        switch self {
        case .enabled: LocalizedText(en: "Enabled", zh: "已启用")
        case .failing: LocalizedText(en: "Failing", zh: "失败中")
        case .paused(.failing): LocalizedText(en: "Paused: receiver is failing", zh: "已暂停：接收方持续失败")
        case .paused(.throttled): LocalizedText(en: "Paused by the receiver", zh: "接收方要求暂停")
        case .paused(nil): LocalizedText(en: "Paused", zh: "已暂停")
        case .disabled(.manual): LocalizedText(en: "Disabled", zh: "已停用")
        case .disabled(.gone): LocalizedText(en: "Disabled (410 Gone)", zh: "已停用（410 Gone）")
        case .disabled(.failing):
            LocalizedText(en: "Disabled after 5 days of failures", zh: "连续失败 5 天，已停用")
        }
    }

    /// What that means for the webhook, and what to do; nil if all is well.
    package var explanation: LocalizedText? {
        switch self {
        case .enabled: nil
        case .failing:
            LocalizedText(
                en:
                    "The last attempt failed. What failed is retried; after five failures in a row, deliveries are "
                    + "paused.",
                zh: "最近一次尝试失败。失败的投递会重试；连续失败五次后，投递将暂停。")
        case .paused(.failing):
            LocalizedText(
                en:
                    "Recent attempts failed, so deliveries are paused; one is tried every few minutes until the receiver "
                    + "recovers.",
                zh: "最近的尝试均失败，投递已暂停；每隔几分钟尝试一条，直至接收方恢复。")
        case .paused(.throttled):
            LocalizedText(
                en:
                    "The receiver asked to wait with Retry-After, so deliveries are paused. After that time, one is sent at a "
                    + "time until the receiver accepts one.",
                zh: "接收方用 Retry-After 要求等待，投递已暂停。到时间后逐条发送，直至接收方接受一条。")
        case .paused(nil):
            LocalizedText(
                en: "The receiver is failing or asked to wait. One delivery at a time is tried until it accepts one.",
                zh: "接收方持续失败，或要求等待。逐条尝试，直至接收方接受一条。")
        case .disabled(.manual): LocalizedText(en: "Disabled manually.", zh: "已手动停用。")
        case .disabled(.gone):
            LocalizedText(
                en: "The receiver returned 410 Gone. Enable the webhook again once the receiver is back.",
                zh: "接收方返回 410 Gone。接收方恢复后请重新启用。")
        case .disabled(.failing):
            LocalizedText(
                en: "All attempts failed for five days. Fix the receiver, then enable the webhook again.",
                zh: "已连续失败五天。请修复接收方后重新启用。")
        }
    }
}
