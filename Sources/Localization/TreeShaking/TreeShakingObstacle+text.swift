package import BundleAnalysis

extension TreeShakingObstacle: Message {
    /// Why the module, or what nobody uses of it, stays in the build.
    package var text: LocalizedText {
        switch self {
        case .commonJS(let detail):
            LocalizedText(
                en: "It is a CommonJS module, whose exports can't be told apart\(detail.map { " (\($0))" } ?? "").",
                zh: "它是 CommonJS 模块，无法区分其导出\(detail.map { "（\($0)）" } ?? "")。")
        case .sideEffectsInSource(let line, _):
            LocalizedText(
                en: "Its code has side effects\(Self.place(line).en).", zh: "其代码\(Self.place(line).zh)有副作用。")
        case .sideEffectsOfImport(let line, _):
            LocalizedText(
                en: "It imports a module that has side effects\(Self.place(line).en).",
                zh: "它\(Self.place(line).zh)导入了有副作用的模块。")
        case .sideEffectsDeclared(.unset):
            LocalizedText(
                en: "The `package.json` of its package does not declare `sideEffects`.",
                zh: "其软件包的 `package.json` 未声明 `sideEffects`。")
        case .sideEffectsDeclared(.all):
            LocalizedText(
                en: "The `package.json` of its package declares that every file has side effects.",
                zh: "其软件包的 `package.json` 声明所有文件都有副作用。")
        case .sideEffectsDeclared(.files):
            LocalizedText(
                en: "The `sideEffects` of its package's `package.json` list some files, which may include it.",
                zh: "其软件包的 `package.json` 的 `sideEffects` 列出了部分文件，可能包括它。")
        case .dynamicImport:
            LocalizedText(
                en: "It is loaded with `import()`, which counts as a use of all its exports.",
                zh: "它通过 `import()` 加载，视为使用其全部导出。")
        case .namespaceImport:
            LocalizedText(
                en: "Its exports are used as one object, as with `import * as`.",
                zh: "其导出被作为一个对象整体使用（例如 `import * as`）。")
        case .required:
            LocalizedText(
                en: "It is loaded with `require()`, which returns all its exports.",
                zh: "它通过 `require()` 加载，会返回其全部导出。")
        case .contextImport:
            LocalizedText(en: "A whole folder is imported, and it is in there.", zh: "整个文件夹被导入，而它位于其中。")
        case .notInStats(let fields):
            LocalizedText(
                en: "The reason is not in the stats: they lack \(Self.list(fields, ", ")).",
                zh: "统计数据中没有原因：缺少 \(Self.list(fields, "、"))。")
        case .unnamed: LocalizedText(en: "The stats name no reason.", zh: "统计数据未给出原因。")
        }
    }

    private static func place(_ line: Int?) -> LocalizedText {
        line.map { LocalizedText(en: " in line \($0)", zh: "在第 \($0) 行") } ?? LocalizedText(verbatim: "")
    }

    private static func list(_ fields: [TreeShaking.Field], _ separator: String) -> String {
        fields.map { "`\($0.rawValue)`" }.joined(separator: separator)
    }
}

/// What a stored report says keeps a module, as text.
package struct TreeShakingObstacleText: Decodable, Sendable {
    package let text: LocalizedText

    package init(from decoder: any Decoder) throws { text = try TreeShakingObstacle(from: decoder).text }
}
