extension EventFault: Message {
    package var text: LocalizedText {
        switch self {
        case .characters(let limit):
            LocalizedText(
                en: "must be parts of a-z, 0-9, -, _ and . separated by :, with at most \(limit) characters",
                zh: "须由 a-z、0-9、-、_ 和 . 组成，各部分以 : 分隔，最多 \(limit) 个字符")
        case .ping:
            LocalizedText(
                en: "can't be ping; to send a ping, test a webhook", zh: "不能为 ping；如需发送 ping，请测试 Webhook")
        case .header(let header, let type):
            LocalizedText(
                en: "would have the header \(header), which identifies \(type); choose another type",
                zh: "所对应的请求头 \(header) 属于 \(type)；请另选类型")
        }
    }
}
