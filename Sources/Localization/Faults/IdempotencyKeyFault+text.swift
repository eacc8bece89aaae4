extension IdempotencyKeyFault: Message {
    package var text: LocalizedText {
        switch self {
        case .characters(let limit):
            LocalizedText(
                en: "must have 1 to \(limit) printable ASCII characters", zh: "须为 1 到 \(limit) 个可打印的 ASCII 字符")
        case .reused:
            LocalizedText(en: "was already used for a different request; use a new key", zh: "已用于其他请求；请使用新的键")
        case .repeated(let line):
            LocalizedText(
                en: "is also the key of line \(line); each event needs its own", zh: "与第 \(line) 行的键相同；每个事件须有各自的键")
        }
    }
}
