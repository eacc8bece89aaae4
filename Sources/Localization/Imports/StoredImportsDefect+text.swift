package import BundleAnalysis

extension StoredImportsDefect: Message {
    package var text: LocalizedText {
        switch self {
        case .tooLarge(let limit):
            let limit = ByteLimit(limit).text
            return LocalizedText(
                en: "The stored imports exceed the limit of \(limit.en).", zh: "存储的导入关系超过上限 \(limit.zh)。")
        case .malformed(let byte):
            let byte = GroupedNumber.of(byte)
            return LocalizedText(
                en: "The stored imports are damaged at byte \(byte). Analyze the build again.",
                zh: "存储的导入关系在第 \(byte) 字节处损坏。请重新分析该构建。")
        case .unknownVersion:
            return LocalizedText(
                en: "The stored imports are of another version. Analyze the build again.",
                zh: "存储的导入关系属于其他版本。请重新分析该构建。")
        case .inconsistent(let member):
            let member = ShownName(member).text
            return LocalizedText(
                en: "The stored imports are damaged: \(member.en) does not fit the rest. Analyze the build again.",
                zh: "存储的导入关系已损坏：\(member.zh) 与其余部分不符。请重新分析该构建。")
        }
    }
}
