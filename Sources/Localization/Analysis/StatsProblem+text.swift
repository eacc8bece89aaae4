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
        case .malformedMessagePack(let file, let byte, let defect):
            let (file, byte, defect) = (file.text, GroupedNumber.of(byte), defect.text)
            return LocalizedText(
                en: "The stats file \(file.en) is invalid MessagePack at byte \(byte): \(defect.en). "
                    + "Generate it again with the build tool.",
                zh: "stats 文件 \(file.zh) 在第 \(byte) 字节处不是有效的 MessagePack：\(defect.zh)。请用构建工具重新生成。")
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
                en: "The stats in \(file.en) have no entry points. Configure the build tool to write them "
                    + "(`stats: {entrypoints: true}`), and check that the build has an entry.",
                zh: "\(file.zh) 中的 stats 没有入口。请将构建工具配置为写出它们（`stats: {entrypoints: true}`），并确认构建有入口。")
        case .noMetafileEntryPoints(let file):
            let file = file.text
            return LocalizedText(
                en: "The metafile \(file.en) has no entry points: none of its outputs has an `entryPoint`. "
                    + "Check that esbuild bundles at least one entry point.",
                zh: "metafile \(file.zh) 没有入口：其输出均没有 `entryPoint`。请确认 esbuild 至少打包一个入口。")
        case .foreign(let file, let scripts):
            let (file, scripts) = (file.text, scripts.text)
            return LocalizedText(
                en: "The stats in \(file.en) belong to another build: none of the scripts that they name is there, but "
                    + "these are: \(scripts.en). Build the project again, or delete the stats.",
                zh: "\(file.zh) 中的 stats 属于另一个构建：其中列出的脚本都不存在，而存在的是：\(scripts.zh)。"
                    + "请重新构建项目，或删除这些 stats。")
        case .noFiles(let file):
            let file = file.text
            return LocalizedText(
                en: "The stats in \(file.en) name no files for any entry point. Configure the build tool to write them "
                    + "(`stats: {assets: true, chunks: true, ids: true}`).",
                zh: "\(file.zh) 中的 stats 未列出任何入口的文件。请将构建工具配置为写出它们（`stats: {assets: true, chunks: true, ids: true}`）。")
        case .tooManyReferences(let limit):
            let limit = GroupedNumber.of(limit)
            return LocalizedText(
                en: "The entry points have more than \(limit) chunks, assets, modules or packages in all, the limit.",
                zh: "各入口引用的分块、资源、模块或包合计超过上限 \(limit) 个。")
        }
    }

    private static let supported = LocalizedText(
        en: "Use the stats of webpack or rspack as JSON, the JSONR of a Perfsee build plugin, an esbuild metafile, "
            + "or Rollup's bundle as JSON.",
        zh: "请使用 webpack 或 rspack 的 JSON stats、Perfsee 构建插件写出的 JSONR、esbuild metafile，或 JSON 格式的 Rollup bundle。")
}
