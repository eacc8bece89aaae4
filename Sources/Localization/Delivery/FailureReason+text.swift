package import Domain

/// Why an attempt failed, where nothing more specific is known: a sentence or two.
extension FailureReason: Message {
    package var text: LocalizedText {
        switch self {
        case .dns:
            LocalizedText(
                en: "The name could not be resolved. Check its spelling, its DNS records and its DNS servers.",
                zh: "无法解析该域名。请检查拼写、其 DNS 记录及 DNS 服务器。")
        case .blockedAddress:
            LocalizedText(
                en: "The address is not public, or its port is blocked, so this server does not send there. Ask an "
                    + "operator, who can see in the server's log what to allow.",
                zh: "该地址不是公网地址，或其端口未开放，本服务器不向其发送。请联系运维人员，服务器日志中有应放行的内容。")
        case .refused:
            LocalizedText(
                en: "Connection refused: nothing is listening at this address and port. Start the receiver, or check "
                    + "the port.",
                zh: "连接被拒绝：该地址与端口没有服务在监听。请启动接收方或检查端口。")
        case .connect:
            LocalizedText(
                en: "Could not connect. Check that the receiver's network allows connections from this server.",
                zh: "无法建立连接。请检查接收方网络是否允许本服务器访问。")
        case .tls:
            LocalizedText(
                en:
                    "TLS failed, or the certificate is not valid for this name. Renew the certificate, or fix its chain.",
                zh: "TLS 握手失败，或证书与该域名不符。请更新证书或修复证书链。")
        case .reset:
            LocalizedText(
                en: "The connection was closed before the response arrived. Check the receiver's log for this time.",
                zh: "连接在响应到达前中断。请查看接收方此时的日志。")
        case .timeout:
            LocalizedText(
                en: "No response in time. Respond with 2xx first, then do the work.",
                zh: "未在时限内收到响应。请先返回 2xx，再处理业务。")
        case .protocol:
            LocalizedText(
                en:
                    "The response is not HTTP, or its headers are too large. Check that the URL leads to an HTTP server.",
                zh: "返回内容不是 HTTP，或响应头过大。请确认 URL 指向 HTTP 服务器。")
        case .status:
            LocalizedText(
                en:
                    "The receiver returned an error status. Any status from 200 to 299 counts as success; redirects are "
                    + "not followed.",
                zh: "接收方返回了错误状态码。200 到 299 表示成功；不会跟随重定向。")
        }
    }
}
