package import Domain

extension AttemptMessage: Message {
    package var text: LocalizedText {
        switch self {
        case .unknownName(let name):
            LocalizedText(
                en: "The name `\(name)` does not exist, or has no address. Check the webhook's URL and the name's DNS "
                    + "records.",
                zh: "域名 `\(name)` 不存在，或没有地址。请检查 Webhook 的 URL 及该域名的 DNS 记录。")
        case .failedLookup(let name):
            LocalizedText(
                en: "The name `\(name)` can't be looked up at the moment: no DNS server gave an answer. If this "
                    + "persists, check this server's DNS servers and those of the name.",
                zh: "目前无法查询域名 `\(name)`：没有 DNS 服务器给出结果。若持续出现，请检查本服务器所用的 DNS 服务器及该域名的 DNS 服务器。")
        case .slowLookup(let name, let limit):
            LocalizedText(
                en: "The DNS lookup of `\(name)` timed out after \(limit.limit.en). If this persists, check this "
                    + "server's DNS servers and those of the name.",
                zh: "解析 `\(name)` 超时（\(limit.limit.zh)）。若持续出现，请检查本服务器所用的 DNS 服务器及该域名的 DNS 服务器。")
        case .tooManyLookups:
            LocalizedText(
                en: "Too many DNS lookups are in progress on this server. Check that its DNS servers respond.",
                zh: "本服务器上正在进行的 DNS 查询过多。请确认其 DNS 服务器有响应。")
        case .blocked(let block): block.text
        case .blockedHost(let host):
            LocalizedText(
                en: "This server does not send to `\(host)`: its address is not public, or its port is blocked. "
                    + "Ask an operator, who can see in the server's log what to allow.",
                zh: "本服务器不向 `\(host)` 发送：其地址不是公网地址，或其端口未开放。请联系运维人员，服务器日志中有应放行的内容。")
        case .refused(let authority):
            LocalizedText(
                en: "Connection refused: nothing is listening at `\(authority)`. Start the receiver, or check the "
                    + "port.",
                zh: "连接被拒绝：`\(authority)` 没有服务在监听。请启动接收方，或检查端口。")
        case .unreachable(let authority, let why):
            LocalizedText(
                en: "Could not connect to `\(authority)`: \(why.text.en). \(why.advice.en)",
                zh: "无法连接 `\(authority)`：\(why.text.zh)。\(why.advice.zh)")
        case .tooManyOpenFiles:
            LocalizedText(
                en: "This server has reached its limit of open files. An operator can raise it (`ulimit -n`).",
                zh: "本服务器打开的文件数已达上限。运维人员可提高上限（`ulimit -n`）。")
        case .tooManyWaiting:
            LocalizedText(
                en: "Too many deliveries are waiting for a connection on this server. Check for slow receivers.",
                zh: "本服务器上等待连接的投递过多。请检查响应缓慢的接收方。")
        case .proxy(let fault, let authority): fault.text(for: authority)
        case .connectionLost:
            LocalizedText(
                en: "The connection was closed before the response arrived. Check the receiver's log for the cause.",
                zh: "连接在响应到达前中断。请查看接收方日志了解原因。")
        case .streamReset(let code):
            LocalizedText(
                en:
                    "The receiver reset the HTTP/2 stream before the response arrived (`\(StreamError.name(of: code))`). "
                    + "Check the receiver's log for the cause.",
                zh: "接收方在响应到达前重置了 HTTP/2 流（`\(StreamError.name(of: code))`）。请查看接收方日志了解原因。")
        case .canceled:
            LocalizedText(
                en: "This server canceled the attempt because it is shutting down.", zh: "本服务器正在停止，因此取消了此次尝试。")
        case .certificateName(let host):
            LocalizedText(
                en: "The certificate is not valid for `\(host)`. Install one that names this host.",
                zh: "证书不适用于 `\(host)`。请安装包含该主机名的证书。")
        case .certificateInvalid(let host):
            LocalizedText(
                en: "The certificate of `\(host)` could not be verified: it has expired, or this server does not trust "
                    + "its issuer. Install a valid certificate with its full chain.",
                zh: "`\(host)` 的证书未通过验证：已过期，或其签发者不受本服务器信任。请安装有效证书及完整证书链。")
        case .noCertificate(let host):
            LocalizedText(
                en: "The receiver has no certificate for `\(host)`. Install one that names this host, or check the "
                    + "host in the webhook's URL.",
                zh: "接收方没有 `\(host)` 的证书。请安装包含该主机名的证书，或检查 Webhook 的 URL 中的主机名。")
        case .certificateKey(let host):
            LocalizedText(
                en: "The certificate of `\(host)` has a key of a kind that this server does not support. Use a key for "
                    + "RSA, ECDSA (P-256, P-384 or P-521) or Ed25519.",
                zh: "`\(host)` 的证书所用的密钥类型不受本服务器支持。请使用 RSA、ECDSA（P-256、P-384 或 P-521）或 Ed25519 密钥。")
        case .clientCertificate(let host):
            LocalizedText(
                en: "`\(host)` asks for a client certificate and refuses connections without one. This server has "
                    + "none: have the receiver accept it without a certificate, and verify signatures instead.",
                zh: "`\(host)` 要求客户端证书，并拒绝没有证书的连接。本服务器没有客户端证书：请让接收方允许无证书连接，改为验证签名。")
        case .tlsVersion(let host):
            LocalizedText(
                en: "`\(host)` supports no version of TLS that this server uses. Enable TLS 1.2 or 1.3 there.",
                zh: "`\(host)` 不支持本服务器所用的任何 TLS 版本。请在接收方启用 TLS 1.2 或 1.3。")
        case .tlsCipher(let host):
            LocalizedText(
                en: "`\(host)` and this server have no TLS cipher, key exchange or signature algorithm in common. "
                    + "Enable current ones there, such as ECDHE with AES-GCM.",
                zh: "`\(host)` 与本服务器没有共同的 TLS 密码套件、密钥交换或签名算法。请在接收方启用现行算法，例如 ECDHE 与 AES-GCM。")
        case .tlsProtocol(let host):
            LocalizedText(
                en:
                    "`\(host)` offers neither HTTP/1.1 nor HTTP/2 over TLS. Enable one of them there (`http/1.1` or `h2` in "
                    + "ALPN).",
                zh: "`\(host)` 未通过 TLS 提供 HTTP/1.1 或 HTTP/2。请在接收方启用其中之一（ALPN 中的 `http/1.1` 或 `h2`）。")
        case .notTLS(let authority):
            LocalizedText(
                en: "`\(authority)` does not speak TLS. Use `http://` in the webhook's URL, or check its port.",
                zh: "`\(authority)` 不使用 TLS。请在 Webhook 的 URL 中改用 `http://`，或检查端口。")
        case .tlsFailed(let host):
            LocalizedText(
                en: "The TLS handshake with `\(host)` failed. Check that its port supports TLS 1.2 or later.",
                zh: "与 `\(host)` 的 TLS 握手失败。请确认其端口支持 TLS 1.2 或更高版本。")
        case .timeout(let step, let limit):
            step.text(within: limit.limit)
        case .malformedResponse(let fault):
            LocalizedText(
                en: "The response is not valid HTTP: \(fault.text.en). Check what is listening there.",
                zh: "返回内容不是有效的 HTTP 响应：\(fault.text.zh)。请检查该端口上的服务。")
        case .responseHeadTooLarge(let limit):
            LocalizedText(
                en: "The response headers are larger than \(limit) KiB. Send fewer or shorter headers.",
                zh: "响应头超过 \(limit) KiB。请减少或缩短响应头。")
        case .switchedProtocols:
            LocalizedText(
                en: "The receiver switched protocols (101), which was not requested. Respond with 2xx.",
                zh: "接收方切换了协议（101），但并未请求切换。请返回 2xx。")
        case .status(let status):
            Self.text(of: status)
        case .sentAgain(let why):
            why.text
        case .recorded(let sentence):
            LocalizedText(verbatim: sentence)
        case .unknown(let code):
            LocalizedText(
                en:
                    "A newer version of Perfsee recorded this attempt (`\(code)`). Update this server to see the details.",
                zh: "此次尝试由较新版本的 Perfsee 记录（`\(code)`）。请更新本服务器以查看详情。")
        }
    }

    /// What a response with a status outside 200...299 means.
    private static func text(of status: Int) -> LocalizedText {
        switch status {
        case 300...399:
            LocalizedText(
                en: "The receiver returned \(status). Redirects are not followed: set the webhook's URL to the final "
                    + "address.",
                zh: "接收方返回 \(status)。不会跟随重定向：请将 Webhook 的 URL 设为其目标地址。")
        case 401:
            LocalizedText(
                en: "The receiver returned 401. If it verifies signatures, its secret differs from this webhook's; "
                    + "otherwise it requires credentials, which a webhook can send as headers.",
                zh: "接收方返回 401。如果它验证签名，则其密钥与此 Webhook 的不同；否则它需要凭据，Webhook 可通过请求头发送。")
        case 403:
            LocalizedText(
                en:
                    "The receiver returned 403. Check which credentials it requires; a webhook can send custom headers.",
                zh: "接收方返回 403。请检查其所需的凭据；Webhook 可发送自定义请求头。")
        case 404:
            LocalizedText(
                en: "The receiver returned 404. Check the path of the webhook's URL.",
                zh: "接收方返回 404。请检查 Webhook 的 URL 路径。")
        case 410:
            LocalizedText(
                en: "The receiver returned 410 Gone, so the webhook was disabled. Enable it again once the receiver is "
                    + "back.",
                zh: "接收方返回 410 Gone，因此 Webhook 已停用。接收方恢复后请重新启用。")
        case 429:
            LocalizedText(
                en: "The receiver returned 429: it can't keep up. Set a rate limit on this webhook.",
                zh: "接收方返回 429，说明它处理不过来。请为此 Webhook 设置速率限制。")
        case 400...499:
            LocalizedText(
                en: "The receiver returned \(status): it rejects this request. Check its log for the reason.",
                zh: "接收方返回 \(status)：它拒绝此请求。请查看其日志了解原因。")
        default:
            LocalizedText(
                en: "The receiver returned \(status). Check its log for what went wrong.",
                zh: "接收方返回 \(status)。请查看其日志了解出错原因。")
        }
    }
}

extension Int64 {
    /// A limit in milliseconds: `30 s`, or `200 ms` if it is not in whole seconds.
    fileprivate var limit: LocalizedText {
        self % 1000 == 0
            ? LocalizedText(en: "\(self / 1000) s", zh: "\(self / 1000) 秒")
            : LocalizedText(en: "\(self) ms", zh: "\(self) 毫秒")
    }
}
