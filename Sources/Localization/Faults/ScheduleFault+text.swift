extension ScheduleFault: Message {
    package var text: LocalizedText {
        switch self {
        case .notIntegers: LocalizedText(en: "must be an array of integers", zh: "须为整数列表")
        case .tooMany(let limit): LocalizedText(en: "must have at most \(limit) waits", zh: "最多 \(limit) 个间隔")
        case .tooLong(let limit):
            LocalizedText(
                en: "must add up to at most \(limit) seconds (\(limit / 86_400) days)",
                zh: "合计最多 \(limit) 秒（\(limit / 86_400) 天）")
        case .wait(let lowest, let highest):
            LocalizedText(
                en: "must be between \(lowest) and \(highest) seconds", zh: "须在 \(lowest) 到 \(highest) 秒之间")
        }
    }
}
