/// A sentence of a report about the report itself.
package enum ReportNote: Sendable, Hashable {
    /// Ends a report that is too long for where it is shown.
    case cut
    case unchangedEntryPoints(count: Int)
    case moreDuplicates(count: Int)
    /// There was no room for the treemaps of so many entry points.
    case moreTreemaps(count: Int)
}

extension ReportNote: Message {
    package var text: LocalizedText {
        switch self {
        case .cut:
            LocalizedText(
                en:
                    "The report is cut here because it is too long for a comment. `perfsee analyze --html FILE` has all "
                    + "of it.",
                zh: "报告过长，无法全部放入评论，此处已截断。完整内容请用 `perfsee analyze --html FILE` 查看。")
        case .unchangedEntryPoints(1): LocalizedText(en: "1 entry point did not change.", zh: "1 个入口无变化。")
        case .unchangedEntryPoints(let count):
            LocalizedText(en: "\(count) entry points did not change.", zh: "\(count) 个入口无变化。")
        case .moreDuplicates(1): LocalizedText(en: "1 more duplicate is not listed.", zh: "另有 1 项重复未列出。")
        case .moreDuplicates(let count):
            LocalizedText(en: "\(count) more duplicates are not listed.", zh: "另有 \(count) 项重复未列出。")
        case .moreTreemaps(1):
            LocalizedText(
                en: "The treemap of 1 entry point is left out to keep this file small.",
                zh: "为控制文件大小，未包含 1 个入口的矩形树图。")
        case .moreTreemaps(let count):
            LocalizedText(
                en: "The treemaps of \(count) entry points are left out to keep this file small.",
                zh: "为控制文件大小，未包含 \(count) 个入口的矩形树图。")
        }
    }
}
