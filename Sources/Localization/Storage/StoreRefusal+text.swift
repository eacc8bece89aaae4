package import Storage

extension StoreRefusal: Message {
    package var text: LocalizedText {
        switch self {
        case .eventLoop(let maximum):
            LocalizedText(
                en: """
                    traces back to an event that has already led to \(maximum) others: webhooks lead back to where their \
                    events are published; break this loop
                    """,
                zh: "可追溯到一个已引发 \(maximum) 个事件的事件：Webhook 又回到了发布其事件的地方；请消除此循环")
        }
    }
}
