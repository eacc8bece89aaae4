package import BundleAnalysis

extension StatsDefect: Message {
    /// The end of a sentence, without its period.
    package var text: LocalizedText {
        switch self {
        case .unexpected(let found, let expected):
            let (found, expected) = (found.text, expected.text)
            return LocalizedText(
                en: "expected \(expected.en), found \(found.en)", zh: "此处应为：\(expected.zh)，实际为：\(found.zh)")
        case .endsEarly(let expected):
            let expected = expected.text
            return LocalizedText(
                en: "expected \(expected.en), but the file ends here", zh: "此处应为：\(expected.zh)，但文件已结束")
        case .keyIsNotString:
            return LocalizedText(en: "a key refers to a value that is not a string", zh: "键引用的值不是字符串")
        case .tooDeep(let limit):
            return LocalizedText(en: "values are nested more than \(limit) levels deep", zh: "值的嵌套超过 \(limit) 层")
        case .referencesTooLarge:
            return LocalizedText(en: "its references expand to more data than can be read", zh: "其引用展开后过大，无法读取")
        case .undefinedName(let name):
            let name = name.text
            return LocalizedText(
                en: "\(name.en) refers to a name that is not defined before it", zh: "\(name.zh) 引用了此前未定义的名称")
        case .duplicateName(let name):
            let name = name.text
            return LocalizedText(en: "the name \(name.en) is defined twice", zh: "名称 \(name.zh) 重复定义")
        case .tooManyNames(let limit):
            let limit = GroupedNumber.of(limit)
            return LocalizedText(en: "it defines more than \(limit) names", zh: "定义的名称超过 \(limit) 个")
        case .invalidName(let longest):
            return LocalizedText(
                en: "`$` must be followed by 1 to \(longest) letters or digits", zh: "`$` 之后须为 1 到 \(longest) 个字母或数字")
        case .unterminatedString:
            return LocalizedText(en: "the string that starts here has no closing quote", zh: "从此处开始的字符串缺少结束引号")
        case .tooMany(let items, let limit):
            let (items, limit) = (items.text, GroupedNumber.of(limit))
            return LocalizedText(
                en: "it has more than \(limit) \(items.en), which is the limit", zh: "\(items.zh)超过上限 \(limit) 个")
        }
    }
}
