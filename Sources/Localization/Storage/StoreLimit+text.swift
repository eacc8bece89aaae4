import Domain
package import Storage

extension StoreLimit: Message {
    package var text: LocalizedText {
        switch self {
        case .webhooks(of: .project, let maximum):
            LocalizedText(
                en: "A project can have at most \(maximum) webhooks. Delete one first.",
                zh: "一个项目最多可有 \(maximum) 个 Webhook。请先删除一个。")
        case .webhooks(of: .application, let maximum):
            LocalizedText(
                en: "An application can have at most \(maximum) webhooks. Delete one first.",
                zh: "一个应用最多可有 \(maximum) 个 Webhook。请先删除一个。")
        case .projectTokens(let maximum):
            LocalizedText(
                en: "An account can have at most \(maximum) tokens for a project. Revoke one first.",
                zh: "一个账号在一个项目中最多可有 \(maximum) 个令牌。请先吊销一个。")
        case .unlimitedTokens(let maximum):
            LocalizedText(
                en:
                    "An account can have at most \(maximum) tokens that are not limited to a project. Revoke one first.",
                zh: "一个账号最多可有 \(maximum) 个不限于单个项目的令牌。请先吊销一个。")
        case .replays(let maximum):
            LocalizedText(
                en: "A webhook can have at most \(maximum) replays in progress. Wait until one has finished.",
                zh: "一个 Webhook 最多可同时进行 \(maximum) 个重放。请等待其中一个结束。")
        }
    }
}
