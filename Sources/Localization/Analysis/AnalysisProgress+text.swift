package import BundleAnalysis

extension AnalysisProgress: Message {
    package var text: LocalizedText {
        switch self {
        case .leftOut(let leftOut): leftOut.text
        case .unpacking(let members): LocalizedText(en: "Unpacking: \(members) members", zh: "正在解包：\(members) 个成员")
        case .readingStats(let path): LocalizedText(en: "Reading the stats in \(path)", zh: "正在读取 \(path) 中的 stats")
        case .measuring(let done, let total):
            LocalizedText(en: "Measuring: \(done) of \(total) assets", zh: "正在测量：\(done) / \(total) 个资源文件")
        case .auditing: LocalizedText(en: "Auditing", zh: "正在检查")
        }
    }
}
