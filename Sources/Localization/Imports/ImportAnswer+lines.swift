package import BundleAnalysis

/// A line of an answer.
package struct ImportAnswerLine: Equatable, Sendable, Message {
    /// How far it is indented.
    package let level: Int
    package let text: LocalizedText
}

extension ImportAnswer {
    /// How many chains are shown.
    package static let shownChains = 3

    /// Whether a module or package was found, whatever is known of its imports.
    package var isFound: Bool { if case .reason = result { true } else { false } }

    /// The answer for people, line by line.
    package var lines: [ImportAnswerLine] {
        let rest = isCut ? [Self.line(Self.cut)] : []
        return switch result {
        case .reason(let reason): reason.lines + rest
        case .several(let matches, let more): several(matches, more) + rest
        case .nothing(let similar): nothing(similar) + rest
        case .unknown: [Self.line(Self.unknown)]
        }
    }

    private func several(_ matches: [ImportMatch], _ more: Int) -> [ImportAnswerLine] {
        let (query, count) = (ShownName(query).text, matches.count + more)
        let head = LocalizedText(
            en: "\(query.en) can be any of \(count) modules or packages. Ask for one of them:",
            zh: "\(query.zh) 可能是 \(count) 个模块或包中的任意一个。请指定其中之一：")
        let listed = matches.map { Self.line($0.text, level: 1) }
        guard more > 0 else { return [Self.line(head)] + listed }
        return [Self.line(head)] + listed + [
            Self.line(LocalizedText(en: "and \(more) more", zh: "以及另外 \(more) 个"), level: 1)
        ]
    }

    private func nothing(_ similar: [String]) -> [ImportAnswerLine] {
        let query = ShownName(query).text
        let head = LocalizedText(
            en: "The build has no module or package \(query.en).", zh: "该构建中没有模块或包 \(query.zh)。")
        guard !similar.isEmpty else { return [Self.line(head)] }
        let names = similar.map { Self.line(LocalizedText(verbatim: ShownName($0).name), level: 1) }
        return [Self.line(head), Self.line(LocalizedText(en: "Similar names:", zh: "相近的名称："))] + names
    }

    fileprivate static func line(_ text: LocalizedText, level: Int = 0) -> ImportAnswerLine {
        ImportAnswerLine(level: level, text: text)
    }

    private static let cut = LocalizedText(
        en: "The build has more modules or imports than are kept, so there may be shorter chains.",
        zh: "该构建的模块或导入多于所保留的数量，因此可能存在更短的链路。")
    private static let unknown = LocalizedText(
        en: "It is not known which module imports which: the build has no stats, or they do not say it. "
            + "Configure webpack to write them (`stats: {reasons: true}`), or use esbuild's metafile.",
        zh: "无法得知模块之间的导入关系：该构建没有 stats，或其中未包含这些信息。"
            + "请将 webpack 配置为写出它们（`stats: {reasons: true}`），或使用 esbuild 的 metafile。")
}

extension ImportAnswer.Reason {
    fileprivate var lines: [ImportAnswerLine] {
        let head = ImportAnswer.line(match.text)
        guard !chains.isEmpty else { return [head] + unreached }
        let shown = chains.prefix(ImportAnswer.shownChains)
        let rest = chains.count - shown.count + more
        let last = LocalizedText(
            en: rest == 1 ? "1 more entry point leads there." : "\(rest) more entry points lead there.",
            zh: "另有 \(rest) 个入口通向它。")
        return [head] + shown.flatMap(\.lines) + (rest > 0 ? [ImportAnswer.line(last)] : [])
    }

    private var unreached: [ImportAnswerLine] {
        let head = LocalizedText(
            en: "No entry point leads there by the imports that the stats name.",
            zh: "根据 stats 中的导入，没有入口通向它。")
        guard !importers.isEmpty else { return [ImportAnswer.line(head)] }
        let known = LocalizedText(en: "It is imported here:", zh: "导入它的位置：")
        return [ImportAnswer.line(head), ImportAnswer.line(known)]
            + importers.map { ImportAnswer.line($0.text, level: 1) }
    }
}

extension ImportChain {
    /// The entry point, the imports from there on, and where they lead.
    fileprivate var lines: [ImportAnswerLine] {
        var lines = [ImportAnswer.line(heading)]
        for (index, place) in imports.enumerated() {
            if let omission, omission.after == index {
                let count = GroupedNumber.of(omission.count)
                lines.append(
                    ImportAnswer.line(LocalizedText(en: "… \(count) more imports", zh: "…… 另外 \(count) 个导入"), level: 1))
            }
            lines.append(ImportAnswer.line(place.text, level: 1))
        }
        return lines + [ImportAnswer.line(LocalizedText(verbatim: ShownName(module).name), level: 1)]
    }

    private var heading: LocalizedText {
        let (entry, count) = (ShownName(entry).text, GroupedNumber.of(length))
        guard length > 0 else {
            return LocalizedText(en: "The entry point \(entry.en) begins with it:", zh: "入口 \(entry.zh) 以它开始：")
        }
        let imports = length == 1 ? "1 import" : "\(count) imports"
        return isStatic
            ? LocalizedText(en: "From the entry point \(entry.en), \(imports):", zh: "从入口 \(entry.zh) 起，\(count) 个导入：")
            : LocalizedText(
                en: "From the entry point \(entry.en), \(imports), loaded later:",
                zh: "从入口 \(entry.zh) 起，\(count) 个导入，延后加载：")
    }
}

extension ImportMatch: Message {
    /// What to ask for, and for a package where it is.
    package var text: LocalizedText {
        switch self {
        case .module(let path): return LocalizedText(verbatim: ShownName(path).name)
        case .package(let name, let version, let path):
            let named = ShownName(version.map { "\(name)@\($0)" } ?? name).name
            return LocalizedText(verbatim: "\(named) (\(ShownName(path).name))")
        }
    }
}

extension ImportPlace: Message {
    /// A module with its line, and what it imports: ``src/table.ts:3 imports `lodash` ``.
    package var text: LocalizedText {
        let place = ShownName(module).name + (line.map { ":\($0)" } ?? "")
        let specifier = specifier.map { " `\(ShownName($0).name)`" } ?? ""
        return switch kind {
        case .static: LocalizedText(en: "\(place) imports\(specifier)", zh: "\(place) 导入\(specifier)")
        case .dynamic:
            LocalizedText(en: "\(place) imports\(specifier) dynamically", zh: "\(place) 动态导入\(specifier)")
        }
    }
}
