package import Domain

/// Follows a colon.
extension AttemptMessage.ResponseFault: Message {
    package var text: LocalizedText {
        switch self {
        case .strayBytes: LocalizedText(en: "unrequested bytes", zh: "不对应任何请求的字节")
        case .moreResponsesThanRequests: LocalizedText(en: "more responses than requests", zh: "响应多于请求")
        case .version: LocalizedText(en: "invalid HTTP version", zh: "HTTP 版本无效")
        case .statusCode: LocalizedText(en: "invalid status code", zh: "状态码无效")
        case .header: LocalizedText(en: "invalid character in a header", zh: "响应头含有无效字符")
        case .contentLength: LocalizedText(en: "invalid `Content-Length`", zh: "`Content-Length` 无效")
        case .chunkSize: LocalizedText(en: "invalid chunk size", zh: "分块大小无效")
        case .lineEnding: LocalizedText(en: "a line does not end with CRLF", zh: "有一行未以 CRLF 结尾")
        case .notHTTP2:
            LocalizedText(en: "it is not HTTP/2, which this webhook is set to", zh: "不是此 Webhook 所设置的 HTTP/2")
        case .frames: LocalizedText(en: "invalid HTTP/2 frames", zh: "HTTP/2 帧无效")
        case .flood: LocalizedText(en: "too many HTTP/2 frames without a response", zh: "HTTP/2 帧过多而没有响应")
        case .other: LocalizedText(en: "it could not be parsed", zh: "无法解析")
        }
    }
}
