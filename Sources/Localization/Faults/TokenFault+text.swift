extension TokenFault: Message {
    package var text: LocalizedText {
        switch self {
        case .past: LocalizedText(en: "must be in the future", zh: "须晚于当前时间")
        case .noScope: LocalizedText(en: "Select at least one.", zh: "请至少选择一项。")
        case .unknownApplication: LocalizedText(en: "is not the ID of an application", zh: "不是任何应用的 ID")
        case .unknownProject:
            LocalizedText(en: "does not exist, or this token has no access to it", zh: "不存在，或此令牌无权访问")
        }
    }
}
