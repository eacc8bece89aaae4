extension IdempotencyProblem: Message {
    package var text: LocalizedText {
        switch self {
        case .stillRunning:
            LocalizedText(
                en: "The first request with this Idempotency-Key is still running. Try again shortly.",
                zh: "使用此 Idempotency-Key 的首个请求仍在处理。请稍后再试。")
        case .withheldAnswer:
            LocalizedText(
                en: "This request was already carried out. Its response contained a secret and was not stored.",
                zh: "此请求已执行。其响应含有密钥，因此未保存。")
        }
    }
}
