import Domain

extension WebhookFault: Message {
    package var text: LocalizedText {
        switch self {
        case .method(let only): LocalizedText(en: "must be \(only)", zh: "须为 \(only)")
        case .emptyRange(let end): LocalizedText(en: "must be before \(end)", zh: "须早于 \(end)")
        case .unmatchable(let found): Self.text(of: found)
        case .unconfirmedRemoval:
            LocalizedText(en: "check the box to confirm that you want this", zh: "请勾选以确认移除")
        }
    }

    private static func text(of found: UnmatchableItem) -> LocalizedText {
        let item = found.item
        return switch found.reason {
        case .upperCase:
            LocalizedText(
                en: "has `\(item)`, which can never match: event types are in lowercase",
                zh: "中的 `\(item)` 永远无法匹配：事件类型均为小写")
        case .space:
            LocalizedText(
                en: "has `\(item)`, which can never match: event types have no spaces; separate them with commas",
                zh: "中的 `\(item)` 永远无法匹配：事件类型不含空格，请用逗号分隔")
        case .character(let character):
            LocalizedText(
                en:
                    "has `\(item)`, which can never match: event types have no `\(character)`\(Self.hint(character).en)",
                zh: "中的 `\(item)` 永远无法匹配：事件类型不含 `\(character)`\(Self.hint(character).zh)")
        case .emptyPart:
            LocalizedText(
                en: "has `\(item)`, which can never match: no part of an event type is empty",
                zh: "中的 `\(item)` 永远无法匹配：事件类型的任何部分都不能为空")
        case .tooLong(let limit):
            LocalizedText(
                en: "has `\(item)`, which can never match: event types have at most \(limit) characters",
                zh: "中的 `\(item)` 永远无法匹配：事件类型最多 \(limit) 个字符")
        case .headerForm(let type):
            LocalizedText(
                en: """
                    has `\(item)`, which can never match: only the X-Perfsee-Event header is written that way. Did you mean \
                    `\(type)`?
                    """,
                zh: "中的 `\(item)` 永远无法匹配：只有 X-Perfsee-Event 请求头才这样写。是否应为 `\(type)`？")
        }
    }

    /// What else is written between the items of a list.
    private static func hint(_ character: String) -> (en: String, zh: String) {
        guard [";", "|", "；", "，", "、"].contains(character) else { return ("", "") }
        return ("; separate them with commas", "，请用逗号分隔")
    }
}
