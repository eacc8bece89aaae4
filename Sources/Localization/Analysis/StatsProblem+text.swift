package import BundleAnalysis

extension StatsProblem: Message {
    package var text: LocalizedText {
        switch self {
        case .malformed(let file, let position, let defect):
            let (file, position, defect) = (file.text, position.text, defect.text)
            return LocalizedText(
                en: "The stats file \(file.en) is invalid at \(position.en): \(defect.en). "
                    + "Generate it again with the build tool.",
                zh: "stats 文件 \(file.zh) 在\(position.zh)处无效：\(defect.zh)。请用构建工具重新生成。")
        case .tooLarge(let file, let limit):
            let (file, limit) = (file.text, ByteLimit(limit).text)
            return LocalizedText(
                en: "The stats file \(file.en) exceeds the limit of \(limit.en).",
                zh: "stats 文件 \(file.zh) 超过上限 \(limit.zh)。")
        case .candidatesTooLarge(let limit):
            let limit = ByteLimit(limit).text
            return LocalizedText(
                en: "The JSON files together exceed the limit of \(limit.en). "
                    + "Leave out those that are not stats.",
                zh: "JSON 文件合计超过上限 \(limit.zh)。请去掉不是 stats 的文件。")
        case .rollupBundle(let file):
            let file = file.text
            return LocalizedText(
                en: "The file \(file.en) describes a Rollup bundle, which is not supported. \(Self.supported.en)",
                zh: "文件 \(file.zh) 是 Rollup bundle，不受支持。\(Self.supported.zh)")
        case .messagePack(let file):
            let file = file.text
            return LocalizedText(
                en: "The stats in \(file.en) are in MessagePack, which is not supported. \(Self.supported.en)",
                zh: "\(file.zh) 中的 stats 是 MessagePack，不受支持。\(Self.supported.zh)")
        case .notStats(let file):
            let file = file.text
            return LocalizedText(
                en: "The file \(file.en) is named like stats, but has no `assets` with `entrypoints` or `chunks`. "
                    + Self.supported.en,
                zh: "文件 \(file.zh) 的名称像 stats，但其中没有 `assets` 以及 `entrypoints` 或 `chunks`。\(Self.supported.zh)")
        case .noChunks(let file):
            let file = file.text
            return LocalizedText(
                en: "The stats in \(file.en) have no `chunks`. "
                    + "Configure the build tool to write them (`stats: {chunks: true}`).",
                zh: "\(file.zh) 中的 stats 没有 `chunks`。请将构建工具配置为写出它们（`stats: {chunks: true}`）。")
        case .noEntryPoints(let file):
            let file = file.text
            return LocalizedText(
                en: "The stats in \(file.en) have no entry points. Configure the build tool to write "
                    + "them (`stats: {entrypoints: true}`), and check that the build has an entry.",
                zh: "\(file.zh) 中的 stats 没有入口。请将构建工具配置为写出它们（`stats: {entrypoints: true}`），并确认构建有入口。")
        case .tooManyReferences(let limit):
            let limit = GroupedNumber.of(limit)
            return LocalizedText(
                en: "The entry points together refer to more than \(limit) chunks and assets, which is the limit.",
                zh: "各入口引用的分块与资源合计超过上限 \(limit) 个。")
        }
    }

    private static let supported = LocalizedText(
        en: "Use the stats of webpack or rspack as JSON, the JSONR of a Perfsee build plugin, or an esbuild metafile.",
        zh: "请使用 webpack 或 rspack 的 JSON stats、Perfsee 构建插件写出的 JSONR，或 esbuild metafile。")
}
