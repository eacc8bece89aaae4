package import Storage

extension StoreError: Message {
    package var text: LocalizedText {
        switch self {
        case .notFound: MissingResource.target.text
        case .conflict(let conflict): conflict.text
        case .refused(let refusal): refusal.text
        case .limit(let limit): limit.text
        case .quota(let breach): breach.text
        case .busy: CapacityProblem.writes.text
        case .unknownOutcome(let reason):
            LocalizedText(
                en: "The database could not be reached to find out whether the change was saved: \(reason)",
                zh: "无法连接数据库以确认更改是否已保存：\(reason)")
        }
    }
}
