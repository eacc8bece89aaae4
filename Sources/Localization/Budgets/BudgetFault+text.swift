package import BundleAnalysis

extension BudgetFault: Message {
    /// What follows the place in the file: no sentence of its own.
    package var text: LocalizedText {
        switch self {
        case .fileTooLarge(let limit):
            let limit = GroupedNumber.of(limit)
            return LocalizedText(en: "it has more than \(limit) bytes", zh: "文件超过 \(limit) 字节")
        case .notUTF8: return LocalizedText(en: "it is not UTF-8 text", zh: "不是 UTF-8 文本")
        case .notYAML: return LocalizedText(en: "it is not valid YAML", zh: "不是有效的 YAML")
        case .needsQuotes:
            return LocalizedText(
                en: "a text that begins with `*` must be in quotes", zh: "以 `*` 开头的文本必须加引号")
        case .anchor:
            return LocalizedText(
                en: "references (`&name`, `*name`) are not supported", zh: "不支持引用（`&name`、`*name`）")
        case .unknownKey(let nearest?):
            return LocalizedText(
                en: "unknown key; did you mean \(nearest.text.en)?", zh: "未知的键；您是指 \(nearest.text.zh) 吗？")
        case .unknownKey(nil): return LocalizedText(en: "unknown key", zh: "未知的键")
        case .repeatedKey: return LocalizedText(en: "the key is there twice", zh: "键重复出现")
        case .notFor(let kind):
            return LocalizedText(
                en: "a budget on `\(kind.rawValue)` does not have this key", zh: "`\(kind.rawValue)` 预算没有这个键")
        case .onlyWith(let key):
            return LocalizedText(en: "only has a meaning with \(key.text.en)", zh: "只有与 \(key.text.zh) 一起使用才有意义")
        case .missing(let key): return LocalizedText(en: "\(key.text.en) is missing", zh: "缺少 \(key.text.zh)")
        case .notList: return LocalizedText(en: "must be a list", zh: "必须是列表")
        case .notMapping: return LocalizedText(en: "must be a mapping of keys to values", zh: "必须是键到值的映射")
        case .notText: return LocalizedText(en: "must be a single value", zh: "必须是单个值")
        case .tooManyBudgets(let limit):
            return LocalizedText(en: "must have at most \(limit) budgets", zh: "最多 \(limit) 个预算")
        case .empty: return LocalizedText(en: "must not be empty", zh: "不能为空")
        case .tooLong(let limit):
            return LocalizedText(en: "must have at most \(limit) bytes", zh: "最多 \(limit) 字节")
        case .notOneOf(let values):
            let list = values.map { "`\($0)`" }
            return LocalizedText(
                en: "must be one of \(list.joined(separator: ", "))", zh: "须为以下之一：\(list.joined(separator: "、"))")
        case .repeatedName:
            return LocalizedText(
                en: "another budget has the same name; give this one a `name` of its own",
                zh: "另一个预算有相同的名称；请为此预算指定自己的 `name`")
        case .notOneLimit(let keys):
            let list = keys.map { "`\($0)`" }
            return LocalizedText(
                en: "must have exactly one of \(list.joined(separator: ", "))",
                zh: "必须恰好有以下之一：\(list.joined(separator: "、"))")
        case .notSize, .notSizeOrPercent, .notCount, .notCountOrPercent, .notScore, .notScoreOrPercent, .notBuilds:
            return number
        case .glob(let fault): return fault.text
        case .range(let fault): return fault.text
        }
    }

    private var number: LocalizedText {
        switch self {
        case .notSize: LocalizedText(en: "must be a size such as `170 kB`", zh: "须为大小，例如 `170 kB`")
        case .notSizeOrPercent:
            LocalizedText(
                en: "must be a size such as `2 kB`, or a percentage such as `5 %`",
                zh: "须为大小（例如 `2 kB`）或百分比（例如 `5 %`）")
        case .notCount: LocalizedText(en: "must be a whole number", zh: "须为整数")
        case .notCountOrPercent:
            LocalizedText(
                en: "must be a whole number, or a percentage such as `5 %`", zh: "须为整数或百分比（例如 `5 %`）")
        case .notScore: LocalizedText(en: "must be a whole number from 0 to 100", zh: "须为 0 到 100 的整数")
        case .notScoreOrPercent:
            LocalizedText(
                en: "must be a whole number from 0 to 100, or a percentage such as `5 %`",
                zh: "须为 0 到 100 的整数或百分比（例如 `5 %`）")
        case .notBuilds(let lowest, let highest):
            LocalizedText(
                en: "must be a whole number from \(lowest) to \(highest)", zh: "须为 \(lowest) 到 \(highest) 的整数")
        default: LocalizedText(verbatim: "")
        }
    }
}

extension Glob.Fault: Message {
    package var text: LocalizedText {
        switch self {
        case .empty: BudgetFault.empty.text
        case .tooLong(let limit): BudgetFault.tooLong(limit: limit).text
        case .unsupported(let character):
            LocalizedText(
                en:
                    "`\(character.name)` is not supported in a pattern; put a backslash before it if it is part of a name",
                zh: "模式中不支持 `\(character.name)`；如果它是名称的一部分，请在前面加反斜杠")
        case .unfinished: LocalizedText(en: "must not end in a backslash", zh: "不能以反斜杠结尾")
        }
    }
}

extension SemanticRange.Fault: Message {
    package var text: LocalizedText {
        switch self {
        case .tooLong(let limit): BudgetFault.tooLong(limit: limit).text
        case .invalid:
            LocalizedText(
                en: "must be a range of versions such as `<2.30.0` or `^1.2.3 || ^2`",
                zh: "须为版本范围，例如 `<2.30.0` 或 `^1.2.3 || ^2`")
        }
    }
}
