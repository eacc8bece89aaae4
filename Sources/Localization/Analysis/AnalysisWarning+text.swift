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
        case .unreadChunkScripts(let names):
            let names = names.text
            return LocalizedText(
                en: "The stats ask for `strictChunkRelations`, but these scripts are not in the build or are too "
                    + "large, so all children of their chunks count: \(names.en).",
                zh: "stats 要求 `strictChunkRelations`，但这些脚本不在构建中或过大，因此其分块的所有子级都会计入：\(names.zh)。")
        case .missingFiles(let names):
            let names = names.text
            return LocalizedText(
                en: "These files are in the stats but not in the build, so they count with the uncompressed sizes from "
                    + "the stats: \(names.en). Analyze the whole output folder to measure them.",
                zh: "这些文件在 stats 中而不在构建中，因此按 stats 中的未压缩大小计入：\(names.zh)。请分析完整的输出文件夹以测量它们。")
        case .unreadableFiles(let names):
            let names = names.text
            return LocalizedText(
                en:
                    "These files are named like JSON but can't be read as JSON: \(names.en). If one has the build tool's "
                    + "stats, generate it again.",
                zh: "这些文件看似 JSON 但无法解析：\(names.zh)。如其中有构建工具的 stats，请重新生成。")
        case .unusedStats(let problem):
            let problem = problem.text
            return LocalizedText(
                en: "\(problem.en) The stats in another file were used instead.",
                zh: "\(problem.zh)已改用另一个文件中的 stats。")
        case .stats(let file, let note): return note.text(of: file)
        case .emptyEntryPoints(let names):
            let names = names.text
            return LocalizedText(
                en: "These entry points have no files in the stats, so their size is 0: \(names.en). "
                    + "Check that the stats include `chunks` with their `files`.",
                zh: "这些入口在 stats 中没有文件，因此大小为 0：\(names.zh)。请检查 stats 中的 `chunks` 是否包含 `files`。")
        case .unusedScripts(let names, let bytes):
            let (names, bytes) = (names.text, GroupedNumber.of(bytes))
            return LocalizedText(
                en: "No chunk uses these scripts, so they don't count (\(bytes) bytes): \(names.en). "
                    + "Workers and copied files are loaded in other ways.",
                zh: "没有分块使用这些脚本，因此不计入（\(bytes) 字节）：\(names.zh)。Worker 和复制的文件以其他方式加载。")
        case .entriesWithoutStats(let source):
            let source = source.text
            return LocalizedText(
                en: "The build has no stats: its entry points are from \(source.en). "
                    + "Add the build tool's stats to see all chunks, modules and packages.",
                zh: "构建没有 stats：其入口来自\(source.zh)。请加入构建工具的 stats 以查看所有分块、模块和包。")
        case .unusedSourceMaps(let names, let defect):
            let (names, reason) = (names.text, defect.text)
            return LocalizedText(
                en: "\(reason.en), so the source maps of these assets are not used: \(names.en).",
                zh: "\(reason.zh)，因此未使用这些资源的 source map：\(names.zh)。")
        case .unusedBudgets(let origin, let fault, let more):
            let (origin, fault) = (origin.text, fault.text)
            return LocalizedText(
                en: "\(origin.en) can't be read, so none was checked: \(fault.en)."
                    + (more == 0 ? "" : more == 1 ? " There is 1 more mistake." : " There are \(more) more mistakes."),
                zh: "无法读取\(origin.zh)，因此未检查任何预算：\(fault.zh)。" + (more == 0 ? "" : "另有 \(more) 处错误。"))
        case .audit(let warning): return warning.text
        case .more(let count):
            return LocalizedText(
                en: count == 1 ? "1 more warning is not listed." : "\(count) more warnings are not listed.",
                zh: "另有 \(count) 条警告未列出。")
        }
    }
}

extension BudgetOrigin: Message {
    /// The subject of a sentence.
    package var text: LocalizedText {
        switch self {
        case .build: LocalizedText(en: "The budgets in `\(BudgetFile.name)`", zh: " `\(BudgetFile.name)` 中的预算")
        case .project: LocalizedText(en: "The project's budgets", zh: "项目的预算")
        }
    }
}
