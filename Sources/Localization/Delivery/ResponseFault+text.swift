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
        case .other: LocalizedText(en: "it could not be parsed", zh: "无法解析")
        }
    }
}
