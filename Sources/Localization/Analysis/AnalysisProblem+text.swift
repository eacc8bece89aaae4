package import BundleAnalysis

extension AnalysisProblem: Message {
    package var text: LocalizedText {
        switch self {
        case .archive(let problem): return problem.text
        case .compression(let file, let problem): return problem.text(of: file)
        case .stats(let problem): return problem.text
        case .folder(let problem): return problem.text
        case .machine(let operation, let cause):
            let (operation, cause) = (operation.text, cause.text)
            return LocalizedText(
                en: "Could not \(operation.en): \(cause.en).",
                zh: "无法\(operation.zh)：\(cause.zh)。")
        case .assetsTooLarge(let limit):
            let limit = ByteLimit(limit).text
            return LocalizedText(
                en: "The files of all assets together exceed the limit of \(limit.en). "
                    + "Check whether the stats list files more than once.",
                zh: "资源文件合计超过上限 \(limit.zh)。请检查 stats 是否多次列出同一文件。")
        case .cancelled: return LocalizedText(en: "The analysis was canceled.", zh: "分析已取消。")
        }
    }
}
