package import Domain

extension DeliveryStatus {
    /// Stands before the text.
    package var symbol: String {
        switch self {
        case .delivered: "✓"
        case .failed: "✕"
        case .skipped: "–"
        case .sending, .waiting: "●"
        case .paused, .retry: "↻"
        }
    }

    package var timed: TimedText {
        switch self {
        case .delivered(let last):
            TimedText(AttemptStatus.delivered(last))
        case .failed(let attempts, let last):
            TimedText(
                LocalizedText(
                    en: attempts == 1 ? "Failed after 1 attempt" : "Failed after \(attempts) attempts",
                    zh: "尝试 \(attempts) 次后失败") + last.ending)
        case .skipped(let reason): TimedText(reason.text)
        case .sending: TimedText(LocalizedText(en: "Sending", zh: "发送中"))
        case .paused(let hold, let last): Self.paused(hold, last.ending)
        case .waiting: TimedText(LocalizedText(en: "Waiting", zh: "等待中"))
        case .retry(let next, let total, let due, let last): Self.retry(next, of: total, due, last.ending)
        }
    }

    private static func paused(_ hold: DeliveryHold, _ ending: LocalizedText) -> TimedText {
        let cause =
            switch hold.cause {
            case .failing: LocalizedText(en: "Paused: receiver is failing", zh: "已暂停：接收方持续失败")
            case .throttled: LocalizedText(en: "Paused: receiver asked to wait", zh: "已暂停：接收方要求等待")
            case nil: LocalizedText(en: "Paused", zh: "已暂停")
            }
        guard let until = hold.until else { return TimedText(cause + ending) }
        return TimedText(
            before: cause + LocalizedText(en: ", next try at ", zh: "，将于 "), time: until,
            after: LocalizedText(en: "", zh: "再次尝试") + ending)
    }

    private static func retry(
        _ next: Int, of total: Int?, _ due: Timestamp?, _ ending: LocalizedText
    ) -> TimedText {
        let english = total.map { "Attempt \(next) of \($0)" } ?? "Attempt \(next)"
        let chinese = "进行第 \(total.map { "\(next)/\($0)" } ?? String(next)) 次尝试"
        guard let due else { return TimedText(LocalizedText(en: english, zh: "将\(chinese)") + ending) }
        return TimedText(
            before: LocalizedText(en: "\(english) at ", zh: "将于 "), time: due,
            after: LocalizedText(en: "", zh: chinese) + ending)
    }
}

/// The whole text, with times in UTC.
extension DeliveryStatus: Message {
    package var text: LocalizedText { timed.text { LocalizedText(verbatim: $0.iso8601) } }
}

extension DeliveryStatus.SkipReason: Message {
    package var text: LocalizedText {
        switch self {
        case .webhookDisabled: LocalizedText(en: "Skipped · webhook was disabled", zh: "已跳过 · Webhook 已停用")
        case .webhookDisabledOrMembershipEnded:
            LocalizedText(
                en: "Skipped · webhook was disabled or membership ended", zh: "已跳过 · Webhook 已停用或已退出项目")
        }
    }
}

extension AttemptSummary? {
    /// What follows the rest of a status; nothing if the attempt is not known.
    fileprivate var ending: LocalizedText { self?.ending ?? LocalizedText(verbatim: "") }
}
