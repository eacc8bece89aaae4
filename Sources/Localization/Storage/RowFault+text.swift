package import Storage

extension RowFault: Message {
    package var text: LocalizedText {
        switch self {
        case .notAnArray:
            LocalizedText(en: "a row must be an array with a value for each column.", zh: "行须为数组，且每列各有一个值。")
        case .notUTF8: LocalizedText(en: "a string is not valid UTF-8.", zh: "有字符串不是有效的 UTF-8。")
        case .wrongForm(let column, let form):
            LocalizedText(en: "\(column) must be \(form.text.en).", zh: "\(column) 的值须为：\(form.text.zh)。")
        case .outOfRange(let column, let lowest, let highest):
            LocalizedText(
                en: "\(column) must be between \(lowest) and \(highest).",
                zh: "\(column) 须在 \(lowest) 到 \(highest) 之间。")
        case .otherProject: LocalizedText(en: "it belongs to another project.", zh: "该行属于其他项目。")
        case .missingValue(let column): LocalizedText(en: "\(column) is missing.", zh: "缺少 \(column)。")
        case .notAPerson: LocalizedText(en: "the account is not a person's.", zh: "该账号不属于个人。")
        case .eventsOutOfOrder: LocalizedText(en: "the events are not in the order of their IDs.", zh: "事件未按 ID 排序。")
        case .unannouncedID(let id, let numbering):
            LocalizedText(
                en: "\(id) is not one of the IDs of \(numbering.rawValue) that the first line announces.",
                zh: "\(id) 不在首行声明的 \(numbering.rawValue) 的 ID 之内。")
        case .sealed(let error): error.text
        }
    }
}
