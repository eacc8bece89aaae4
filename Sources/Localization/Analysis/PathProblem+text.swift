package import BundleAnalysis

extension PathProblem: Message {
    /// After "has a member": `with the absolute path /x`.
    package var text: LocalizedText {
        switch self {
        case .tooLong(let name, let limit):
            let (name, limit) = (name.text, ByteLimit(limit).text)
            return LocalizedText(
                en: "whose path exceeds the limit of \(limit.en) (\(name.en))",
                zh: "的路径超过上限 \(limit.zh)（\(name.zh)）")
        case .invalid: return LocalizedText(en: "without a valid name", zh: "没有有效名称")
        case .absolute(let name):
            let name = name.text
            return LocalizedText(en: "with the absolute path \(name.en)", zh: "使用绝对路径 \(name.zh)")
        case .escaping(let name):
            let name = name.text
            return LocalizedText(
                en: "whose path leads out of the archive, \(name.en)", zh: "的路径 \(name.zh) 指向压缩包之外")
        }
    }
}
