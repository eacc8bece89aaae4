package import Domain

extension AttemptMessage.ProxyFault {
    /// - Parameter authority: the receiver's host and port.
    package func text(for authority: String) -> LocalizedText {
        switch self {
        case .name:
            Self.ours(
                en: "The name of the proxy that this server sends through can't be resolved.",
                zh: "无法解析本服务器所用代理的域名。")
        case .refused:
            Self.ours(
                en: "Connection refused: the proxy that this server sends through is not listening.",
                zh: "连接被拒绝：本服务器所用代理的地址上没有服务在监听。")
        case .unreachable:
            Self.ours(en: "Could not connect to the proxy that this server sends through.", zh: "无法连接本服务器所用的代理。")
        case .credentials:
            Self.ours(
                en: "The proxy that this server sends through does not accept its credentials (407).",
                zh: "本服务器所用的代理不接受其凭据（407）。")
        case .status(let status) where (500...599).contains(status):
            LocalizedText(
                en: "The proxy that this server sends through could not connect to `\(authority)`: it responded with "
                    + "\(status). Ask an operator of this server, who can see what the proxy can reach.",
                zh: "本服务器所用的代理未能连接 `\(authority)`：它返回 \(status)。请联系本服务器的运维人员，由其查看代理能访问哪些地址。")
        case .status(let status):
            Self.ours(
                en: "The proxy that this server sends through does not connect to `\(authority)`: it responded with "
                    + "\(status).",
                zh: "本服务器所用的代理不连接 `\(authority)`：它返回 \(status)。")
        case .closed:
            Self.ours(
                en: "The proxy that this server sends through closed the connection without a response.",
                zh: "本服务器所用的代理未作响应就关闭了连接。")
        case .notHTTP:
            Self.ours(
                en: "The response of the proxy that this server sends through is not valid HTTP/1.1.",
                zh: "本服务器所用代理返回的内容不是有效的 HTTP/1.1 响应。")
        case .headTooLarge(let limit):
            Self.ours(
                en: "The response headers of the proxy that this server sends through are larger than \(limit) KiB.",
                zh: "本服务器所用代理的响应头超过 \(limit) KiB。")
        }
    }

    /// Who can see to it.
    private static func ours(en: String, zh: String) -> LocalizedText {
        LocalizedText(
            en: en + " Ask an operator of this server: the receiver is not the cause.",
            zh: zh + "请联系本服务器的运维人员：原因不在接收方。")
    }
}
