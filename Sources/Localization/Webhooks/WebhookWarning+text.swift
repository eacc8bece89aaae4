import Domain

extension WebhookWarning: Message {
    package var text: LocalizedText {
        switch self {
        case .unknownEventType(let unknown, let kind):
            let question = Self.question(unknown.suggestion)
            let publisher = Self.publisher(kind)
            return LocalizedText(
                en: """
                    `\(unknown.item)` matches none of Perfsee's event types, and none that \(publisher.en) published so \
                    far.\(question.en)
                    """,
                zh: "`\(unknown.item)` 不匹配 Perfsee 的任何事件类型，也不匹配\(publisher.zh)迄今发布过的任何类型。\(question.zh)")
        }
    }

    private static func publisher(_ kind: WebhookOwner.Kind) -> LocalizedText {
        switch kind {
        case .project: LocalizedText(en: "this project has", zh: "此项目")
        case .application: LocalizedText(en: "this application's projects have", zh: "此应用的项目")
        }
    }

    private static func question(_ suggestion: String?) -> LocalizedText {
        guard let suggestion else { return LocalizedText(verbatim: "") }
        return LocalizedText(en: " Did you mean `\(suggestion)`?", zh: "是否应为 `\(suggestion)`？")
    }
}
