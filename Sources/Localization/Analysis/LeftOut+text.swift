package import BundleAnalysis

extension LeftOut: Message {
    /// Their number and a few of their names, on one line.
    package var text: LocalizedText {
        let (names, rule) = (ShownNames(names, first: 5).text, rule.text)
        let english = [
            Self.counted(folders.count, "folder"), Self.counted(links.count, "link"), Self.counted(files.count, "file"),
        ].compactMap(\.self)
        let chinese = [
            folders.isEmpty ? nil : "\(folders.count) 个目录", links.isEmpty ? nil : "\(links.count) 个链接",
            files.isEmpty ? nil : "\(files.count) 个文件",
        ].compactMap(\.self)
        let others = english.count > 1 ? english.dropLast().joined(separator: ", ") + " and " : ""
        return LocalizedText(
            en: "Left out \(others)\(english.last ?? "nothing"): \(names.en). \(rule.en)",
            zh: "未包含 \(chinese.joined(separator: "、"))：\(names.zh)。\(rule.zh)")
    }

    private static func counted(_ count: Int, _ noun: String) -> String? {
        switch count {
        case 0: nil
        case 1: "1 \(noun)"
        default: "\(count) \(noun)s"
        }
    }
}

extension LeftOut.Rule: Message {
    package var text: LocalizedText {
        switch self {
        case .namedByStats:
            LocalizedText(
                en: "Only files that the stats name are included, and no videos.",
                zh: "只包含 stats 列出的文件，不包含视频。")
        case .loadedByBrowsers:
            LocalizedText(
                en: "Without stats, only files that a browser loads are included, and no videos.",
                zh: "没有 stats 时只包含浏览器会加载的文件，不包含视频。")
        }
    }
}
