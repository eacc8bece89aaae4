package import Domain

extension AttemptStatus: Message {
    package var symbol: String {
        switch self {
        case .succeeded: "✓"
        case .failed: "✕"
        }
    }

    package var text: LocalizedText {
        switch self {
        case .succeeded(let summary): Self.delivered(summary)
        case .failed(let summary):
            LocalizedText(en: "Failed", zh: "失败")
                + summary.span { LocalizedText(en: " after \($0)", zh: "，用时 \($0)") } + summary.ending
        }
    }

    /// - Parameter last: the attempt that succeeded; nil if it is not known.
    static func delivered(_ last: AttemptSummary?) -> LocalizedText {
        let text = LocalizedText(en: "Delivered", zh: "已送达")
        guard let last else { return text }
        return text + last.span { LocalizedText(en: " in \($0)", zh: "，用时 \($0)") } + last.ending
    }
}

extension LastAttemptStatus {
    package var symbol: String {
        switch self {
        case .never: "–"
        case .succeeded: "✓"
        case .failed: "✕"
        }
    }

    package var timed: TimedText {
        switch self {
        case .never: TimedText(LocalizedText(en: "Never triggered", zh: "从未触发"))
        case .succeeded(let summary, let time):
            TimedText(
                before: LocalizedText(en: "Succeeded", zh: "成功")
                    + summary.span { LocalizedText(en: " in \($0)", zh: "，用时 \($0)") }
                    + LocalizedText(en: ", ", zh: "，"),
                time: time, after: summary.ending)
        case .failed(let summary, let time):
            TimedText(before: LocalizedText(en: "Failed ", zh: "失败，"), time: time, after: summary.ending)
        }
    }
}

/// The whole text, with times in UTC.
extension LastAttemptStatus: Message {
    package var text: LocalizedText { timed.text { LocalizedText(verbatim: $0.iso8601) } }
}
