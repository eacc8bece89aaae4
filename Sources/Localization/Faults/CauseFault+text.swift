extension CauseFault: Message {
    package var text: LocalizedText {
        switch self {
        case .notDelivery:
            LocalizedText(en: "must be the UUID that the delivery had, given once", zh: "须为该投递的 UUID，且只出现一次")
        case .notDepth:
            LocalizedText(en: "must be the integer that the delivery had, given once", zh: "须为该投递所带的整数，且只出现一次")
        case .tooDeep(let limit):
            LocalizedText(
                en: "has reached the limit of \(limit): webhooks lead back to where their events are published",
                zh: "已达到上限 \(limit)：Webhook 又回到了发布其事件的地方")
        case .notAllowed:
            LocalizedText(
                en: "identifies a delivery, and deliveries can only publish events here", zh: "表明请求源自投递；投递在此只能用于发布事件")
        }
    }
}
