package import Domain

/// Follows a colon.
extension AttemptMessage.ConnectionFault: Message {
    package var text: LocalizedText {
        switch self {
        case .noAddress: LocalizedText(en: "it has no address", zh: "没有地址")
        case .noResponse: LocalizedText(en: "no response", zh: "没有响应")
        case .networkUnreachable: LocalizedText(en: "network is unreachable", zh: "网络不可达")
        case .noRoute: LocalizedText(en: "no route to host", zh: "没有到主机的路由")
        case .reset: LocalizedText(en: "connection reset", zh: "连接被重置")
        case .noLocalAddress:
            LocalizedText(en: "this server has no free local address or port", zh: "本服务器没有可用的本地地址或端口")
        case .notPermitted:
            LocalizedText(en: "a firewall on this server forbids it", zh: "本服务器的防火墙不允许")
        case .unsupportedAddress:
            LocalizedText(en: "this server does not support this kind of address", zh: "本服务器不支持此类地址")
        case .system(let code): LocalizedText(en: "system error \(code)", zh: "系统错误 \(code)")
        case .other: LocalizedText(en: "the connection failed", zh: "连接失败")
        }
    }
}

extension AttemptMessage.ConnectionFault {
    /// Who can see to it.
    var advice: LocalizedText {
        switch self {
        case .noLocalAddress, .notPermitted, .unsupportedAddress:
            LocalizedText(
                en: "Ask an operator of this server: the receiver is not the cause.", zh: "请联系本服务器的运维人员：原因不在接收方。")
        case .noAddress, .noResponse, .networkUnreachable, .noRoute, .reset, .system, .other:
            LocalizedText(en: "Check the receiver's network.", zh: "请检查接收方的网络。")
        }
    }
}
