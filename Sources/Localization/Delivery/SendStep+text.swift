import Domain

extension AttemptMessage.SendStep {
    /// What a timeout in this step says.
    func text(within limit: LocalizedText) -> LocalizedText {
        switch self {
        case .queue:
            LocalizedText(
                en: "No connection became free within \(limit.en): this server is at its connection limit. "
                    + "Check for slow receivers.",
                zh: "\(limit.zh)内没有空闲连接：本服务器的连接数已达上限。请检查响应缓慢的接收方。")
        case .lookup:
            LocalizedText(
                en: "The name was not resolved within \(limit.en). If this persists, check this server's DNS servers "
                    + "and those of the name.",
                zh: "\(limit.zh)内未能解析域名。若持续出现，请检查本服务器所用的 DNS 服务器及该域名的 DNS 服务器。")
        case .connection:
            LocalizedText(
                en: "No connection within \(limit.en). Check the receiver's address and its firewall.",
                zh: "\(limit.zh)内未能建立连接。请检查接收方的地址及防火墙。")
        case .tls:
            LocalizedText(
                en: "The TLS handshake did not finish within \(limit.en). Check that the port supports TLS.",
                zh: "\(limit.zh)内未能完成 TLS 握手。请确认该端口支持 TLS。")
        case .proxyConnection:
            LocalizedText(
                en: "No connection to the proxy that this server sends through within \(limit.en). Ask an operator of "
                    + "this server: the receiver is not the cause.",
                zh: "\(limit.zh)内未能连接到本服务器所用的代理。请联系本服务器的运维人员：原因不在接收方。")
        case .proxy:
            LocalizedText(
                en: "The proxy that this server sends through opened no connection within \(limit.en). Ask an operator "
                    + "of this server, who can see whether the proxy works and what it can reach.",
                zh: "\(limit.zh)内，本服务器所用的代理未能建立连接。请联系本服务器的运维人员，由其查看代理是否正常、能访问哪些地址。")
        case .response:
            LocalizedText(
                en: "No response within \(limit.en). Respond with 2xx first, then do the work.",
                zh: "\(limit.zh)内没有响应。请先返回 2xx，再处理业务。")
        }
    }
}
