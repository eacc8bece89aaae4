package import BundleAnalysis

extension StatsNote {
    package func text(of file: ShownName) -> LocalizedText {
        let file = file.text
        switch self {
        case .textAround:
            return LocalizedText(
                en: "The stats file \(file.en) has lines of text before or after the JSON, which were skipped. "
                    + "Let webpack write the file itself (`webpack --json=stats.json`).",
                zh: "stats 文件 \(file.zh) 的 JSON 前后有其他文本行，已跳过。请让 webpack 自己写出该文件（`webpack --json=stats.json`）。")
        case .unlistedAssets(let names):
            let names = names.text
            return LocalizedText(
                en: "The stats in \(file.en) don't list these assets, although chunks use them: \(names.en). "
                    + "Let the build tool list all of them (`stats: {assets: true, assetsSpace: Infinity}`).",
                zh: "\(file.zh) 中的 stats 未列出分块使用的这些资源：\(names.zh)。"
                    + "请让构建工具全部列出（`stats: {assets: true, assetsSpace: Infinity}`）。")
        case .noChunkRelations:
            return LocalizedText(
                en: "The stats in \(file.en) don't say which chunks load which others, so what is loaded later is "
                    + "missing. Let the build tool write it (`stats: {chunkRelations: true}`).",
                zh: "\(file.zh) 中的 stats 未说明分块之间的加载关系，因此缺少之后加载的内容。"
                    + "请让构建工具写出（`stats: {chunkRelations: true}`）。")
        case .noIDs:
            return LocalizedText(
                en: "The stats in \(file.en) have chunks without an id, so they were matched by their names and files. "
                    + "Let the build tool write ids (`stats: {ids: true}`).",
                zh: "\(file.zh) 中的 stats 有分块没有 id，因此按名称和文件匹配。请让构建工具写出 id（`stats: {ids: true}`）。")
        case .preferred(let others):
            let others = others.text
            return LocalizedText(
                en:
                    "The build has several stats. Those in \(file.en) were used, because most of their files are there. "
                    + "Not used: \(others.en).",
                zh: "构建中有多个 stats。使用了 \(file.zh)，因为其中列出的文件存在最多。未使用：\(others.zh)。")
        case .incompleteConfigurations(let names):
            let names = names.text
            return LocalizedText(
                en:
                    "These configurations in the stats \(file.en) lack `chunks` or `entrypoints`, so they were left out: "
                    + "\(names.en). Let the build tool write them (`stats: {chunks: true, entrypoints: true}`).",
                zh: "stats \(file.zh) 中的这些配置缺少 `chunks` 或 `entrypoints`，因此未包含：\(names.zh)。"
                    + "请让构建工具写出（`stats: {chunks: true, entrypoints: true}`）。")
        case .bundleTracker:
            return LocalizedText(
                en:
                    "The file \(file.en) is from `webpack-bundle-tracker` and is not webpack's stats, so it was not used.",
                zh: "文件 \(file.zh) 来自 `webpack-bundle-tracker`，不是 webpack 的 stats，因此未使用。")
        case .incomplete:
            return LocalizedText(
                en: "The stats in \(file.en) lack `assets`, `chunks` or `entrypoints`, so they were not used. Let the "
                    + "build tool write them (`stats: {assets: true, chunks: true, entrypoints: true}`).",
                zh: "\(file.zh) 中的 stats 缺少 `assets`、`chunks` 或 `entrypoints`，因此未使用。"
                    + "请让构建工具写出（`stats: {assets: true, chunks: true, entrypoints: true}`）。")
        case .notStats:
            return LocalizedText(
                en: "The file \(file.en) is named like stats but isn't stats, so it was not used.",
                zh: "文件 \(file.zh) 的名称像 stats，但并不是 stats，因此未使用。")
        }
    }
}
