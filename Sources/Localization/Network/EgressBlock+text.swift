package import Domain

extension EgressBlock: Message {
    package var text: LocalizedText {
        switch self {
        case .notPublicName(let host):
            LocalizedText(
                en: "`\(host)` does not resolve to a public address, and webhooks are sent to public addresses only. "
                    + "Ask an operator to allow the address; the server's log names it.",
                zh: "`\(host)` 未解析到公网地址，而 Webhook 只发送到公网地址。请联系运维人员放行该地址，服务器日志中有记录。")
        case .notPublic(let host, let kind, let network):
            LocalizedText(
                en: "`\(host)` is \(kind.text.en), which webhooks can't reach. "
                    + "Ask an operator to allow it with `--allow-network \(network)`.",
                zh: "`\(host)` 是\(kind.text.zh)，Webhook 无法访问。"
                    + "请联系运维人员用 `--allow-network \(network)` 放行。")
        case .denied(let host):
            LocalizedText(
                en: "`\(host)` is in a network that an operator has closed to webhooks. "
                    + "Use another address, or ask an operator to open the network.",
                zh: "`\(host)` 所在的网络已被运维人员设为禁止 Webhook 访问。请换一个地址，或联系运维人员放行该网络。")
        case .lowPort(let port):
            LocalizedText(
                en: "Port \(port) is closed to webhooks. Use port 80, 443 or one from 1024 up, "
                    + "or ask an operator to allow it with `--allow-port \(port)`.",
                zh: "端口 \(port) 不对 Webhook 开放。请使用 80、443 或 1024 以上的端口，"
                    + "或联系运维人员用 `--allow-port \(port)` 放行。")
        case .servicePort(let port, let service):
            LocalizedText(
                en: "Port \(port) is closed to webhooks because it is the port of \(service). "
                    + "Use another port, or ask an operator to allow it with `--allow-port \(port)`.",
                zh: "端口 \(port) 是 \(service) 的端口，不对 Webhook 开放。"
                    + "请换一个端口，或联系运维人员用 `--allow-port \(port)` 放行。")
        }
    }
}
