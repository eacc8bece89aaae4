package import Domain

extension AttemptMessage.Repetition: Message {
    package var text: LocalizedText {
        switch self {
        case .connectionClosed:
            LocalizedText(
                en: "The receiver closed a keep-alive connection, so the request was sent again on a new one. If this "
                    + "happens often, have the receiver announce how long it keeps connections open "
                    + "(`Keep-Alive: timeout=`).",
                zh: "接收方关闭了长连接，因此请求已在新连接上重新发送。若经常发生，请让接收方声明其保持连接的时长"
                    + "（`Keep-Alive: timeout=`）。")
        case .strayBytes:
            LocalizedText(
                en:
                    "The receiver sent unrequested bytes on a keep-alive connection, so the request was sent again on a "
                    + "new one. Check that it sends nothing after its responses, such as a body with status 204.",
                zh: "接收方在长连接上发来了不对应任何请求的字节，因此请求已在新连接上重新发送。"
                    + "请确认接收方不会在响应之后再发送内容，例如为状态 204 附带正文。")
        case .notProcessed:
            LocalizedText(
                en:
                    "The receiver refused the request before processing it, because it was closing the connection or was "
                    + "busy, so the request was sent again. If this happens often, lower this webhook's maximum of "
                    + "concurrent requests.",
                zh: "接收方在处理请求之前拒绝了它（正在关闭连接或繁忙），因此请求已重新发送。若经常发生，请降低此 Webhook 的最大并发请求数。")
        case .otherVersion:
            LocalizedText(
                en: "The receiver speaks another version of HTTP than the one that was tried first, so the request was "
                    + "sent again on a new connection.",
                zh: "接收方使用的 HTTP 版本与首次尝试的不同，因此请求已在新连接上重新发送。")
        }
    }
}
