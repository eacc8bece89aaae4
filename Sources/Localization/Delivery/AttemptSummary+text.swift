package import Domain

/// The response status, or why there was none, in a word or two.
extension AttemptSummary.Result: Message {
    package var text: LocalizedText {
        switch self {
        case .status(let status): LocalizedText(verbatim: String(status))
        case .failure(let reason): reason.short
        case .code(let code): LocalizedText(verbatim: code)
        case .noResponse: LocalizedText(en: "no response", zh: "无响应")
        }
    }
}

extension FailureReason {
    fileprivate var short: LocalizedText {
        switch self {
        case .dns: LocalizedText(en: "name not resolved", zh: "域名未解析")
        case .blockedAddress: LocalizedText(en: "blocked address", zh: "地址被阻止")
        case .refused: LocalizedText(en: "connection refused", zh: "连接被拒绝")
        case .connect: LocalizedText(en: "could not connect", zh: "无法连接")
        case .tls: LocalizedText(en: "TLS error", zh: "TLS 错误")
        case .reset: LocalizedText(en: "connection lost", zh: "连接中断")
        case .timeout: LocalizedText(en: "timed out", zh: "超时")
        case .protocol: LocalizedText(en: "malformed response", zh: "响应格式错误")
        case .status: LocalizedText(en: "error status", zh: "错误状态码")
        }
    }
}

extension AttemptSummary {
    /// What follows the rest of a status: ` · 503`.
    var ending: LocalizedText {
        LocalizedText(en: " · \(result.text.en)", zh: " · \(result.text.zh)")
    }

    /// Its duration with what is around it, or nothing if that is not known.
    func span(_ around: (String) -> LocalizedText) -> LocalizedText {
        duration.map { around(SpanText.of($0)) } ?? LocalizedText(verbatim: "")
    }
}
