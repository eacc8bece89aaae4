extension ProblemDetail: Message {
    package var text: LocalizedText {
        switch self {
        case .request(let problem): problem.text
        case .invalidFields(let fields):
            LocalizedText(
                en: "Some fields are invalid: \(fields.joined(separator: ", ")).",
                zh: "以下字段无效：\(fields.joined(separator: "、"))。")
        case .fault(let reason): reason.text
        case .access(let problem): problem.text
        case .missing(let resource): resource.text
        case .conflict(let conflict): conflict.text
        case .limit(let limit): limit.text
        case .idempotency(let problem): problem.text
        case .capacity(let problem): problem.text
        case .quota(let breach): breach.text
        case .inspection(let failure): failure.text
        case .page(let problem): problem.text
        }
    }
}
