extension FaultReason: Message {
    package var text: LocalizedText {
        switch self {
        case .required: LocalizedText(en: "is required", zh: "必填")
        case .requiredUnless(let other):
            LocalizedText(en: "is required unless \(other) is given", zh: "未提供 \(other) 时必填")
        case .exclusive(let other):
            LocalizedText(en: "can't be combined with \(other)", zh: "不能与 \(other) 同时使用")
        case .null: LocalizedText(en: "must not be null", zh: "不能为 null")
        case .unknownField: LocalizedText(en: "is not a known field", zh: "不是可用的字段")
        case .unknownParameter: LocalizedText(en: "is not a known parameter", zh: "不是可用的参数")
        case .duplicate: LocalizedText(en: "is given twice", zh: "出现了两次")
        case .notString: LocalizedText(en: "must be a string", zh: "须为字符串")
        case .notBoolean: LocalizedText(en: "must be true or false", zh: "须为 true 或 false")
        case .notInteger: LocalizedText(en: "must be an integer", zh: "须为整数")
        case .notIntegerBetween(let lowest, let highest):
            LocalizedText(
                en: "must be an integer between \(lowest) and \(highest)", zh: "须为 \(lowest) 到 \(highest) 之间的整数")
        case .notBetween(let lowest, let highest):
            LocalizedText(en: "must be between \(lowest) and \(highest)", zh: "须在 \(lowest) 到 \(highest) 之间")
        case .notObject: LocalizedText(en: "must be a JSON object", zh: "须为 JSON 对象")
        case .notTime:
            LocalizedText(
                en: "must be a time such as 2026-01-31T12:00:00.000Z", zh: "须为时间，例如 2026-01-31T12:00:00.000Z")
        case .notUTF8: LocalizedText(en: "must be valid UTF-8", zh: "须为有效的 UTF-8")
        case .halfSurrogatePair:
            LocalizedText(en: "contains half of a surrogate pair", zh: "含有不完整的字符（半个代理对）")
        case .notOneOf(let names):
            LocalizedText(
                en: "must be one of \(names.joined(separator: ", "))", zh: "须为以下之一：\(names.joined(separator: "、"))")
        case .notArray(let names):
            LocalizedText(
                en: "must be an array of any of \(names.joined(separator: ", "))",
                zh: "须为数组，其值可为：\(names.joined(separator: "、"))")
        case .wrongCount(let lowest, let highest, let names):
            LocalizedText(
                en: "must have \(lowest) to \(highest) of \(names.joined(separator: ", "))",
                zh: "须包含以下的 \(lowest) 到 \(highest) 项：\(names.joined(separator: "、"))")
        case .notOffered: LocalizedText(en: "must be one of the options", zh: "须为所列选项之一")
        case .notCursor: LocalizedText(en: "is not a nextCursor of this list", zh: "不是此列表的 nextCursor")
        case .text(let fault): fault.text
        case .account(let fault): fault.text
        case .project(let fault): fault.text
        case .webhook(let fault): fault.text
        case .header(let fault): fault.text
        case .schedule(let fault): fault.text
        case .token(let fault): fault.text
        case .event(let fault): fault.text
        case .cause(let fault): fault.text
        case .upload(let fault): fault.text
        case .idempotencyKey(let fault): fault.text
        case .secret(let fault): fault.text
        case .conflict(let conflict): conflict.text
        case .limit(let limit): limit.text
        case .refusal(let refusal): refusal.text
        case .url(let fault, let position): fault.text(at: position)
        case .blocked(let block): block.text
        case .budgets(let fault): fault.budgetFault
        case .budgetsTooLarge(let limit):
            LocalizedText(
                en: "must have at most \(GroupedNumber.of(limit)) bytes", zh: "最多 \(GroupedNumber.of(limit)) 字节")
        }
    }
}
