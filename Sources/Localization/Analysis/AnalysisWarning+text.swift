package import BundleAnalysis

extension AnalysisWarning: Message {
    package var text: LocalizedText {
        switch self {
        case .noStats(let entryPoint):
            let entryPoint = entryPoint.text
            return LocalizedText(
                en: "The build has no stats, so all its files are analyzed as one entry point named \(entryPoint.en). "
                    + "Add the build tool's stats to see entry points and chunks.",
                zh: "构建没有 stats，因此其所有文件作为一个名为 \(entryPoint.zh) 的入口分析。请加入构建工具的 stats 以查看入口和分块。")
        case .strictChunkRelations:
            return LocalizedText(
                en:
                    "`strictChunkRelations` is not supported yet: all chunks that the stats list as children are counted.",
                zh: "尚不支持 `strictChunkRelations`：stats 中列为子级的所有分块都会计入。")
        case .missingFiles(let names):
            let names = names.text
            return LocalizedText(
                en: "These files are in the stats but not in the build, so they count with the uncompressed sizes from "
                    + "the stats: \(names.en).",
                zh: "这些文件在 stats 中而不在构建中，因此按 stats 中的未压缩大小计入：\(names.zh)。")
        case .unreadableFiles(let names):
            let names = names.text
            return LocalizedText(
                en: "These files are named like JSON but can't be read as JSON: \(names.en).",
                zh: "这些文件看似 JSON 但无法解析：\(names.zh)。")
        case .unusedStats(let problem):
            let problem = problem.text
            return LocalizedText(
                en: "\(problem.en) The stats in another file were used instead.",
                zh: "\(problem.zh)已改用另一个文件中的 stats。")
        case .more(let count):
            return LocalizedText(
                en: count == 1 ? "1 more warning is not listed." : "\(count) more warnings are not listed.",
                zh: "另有 \(count) 条警告未列出。")
        }
    }
}
