package import BundleAnalysis

extension StoredBuildFault: Message {
    package var text: LocalizedText {
        switch self {
        case .invalidReport: LocalizedText(en: "This is not a report.", zh: "这不是报告。")
        case .invalidContent:
            LocalizedText(en: "The content of the report can't be read.", zh: "无法读取报告的内容。")
        }
    }
}
