/// What the parts of a report are called.
package enum ReportLabel: Sendable, Hashable, CaseIterable {
    case title
    case entryPoint, allFiles, initial, raw, gzip, brotli, score, change
    case causes, importedBy, other
    case duplicates, wasted, remedy
    case audits, audit, findings
    case budgets, budget, value, limit, baseline
    case added, removed, anotherCopy
}

extension ReportLabel: Message {
    package var text: LocalizedText {
        switch self {
        case .title: LocalizedText(en: "What the build changed", zh: "本次构建的变化")
        case .entryPoint: LocalizedText(en: "Entry point", zh: "入口")
        case .allFiles: LocalizedText(en: "All files", zh: "全部文件")
        case .initial: LocalizedText(en: "initial", zh: "初始")
        case .raw: LocalizedText(en: "Size", zh: "大小")
        case .gzip: LocalizedText(verbatim: "gzip")
        case .brotli: LocalizedText(verbatim: "brotli")
        case .score: LocalizedText(en: "Score", zh: "评分")
        case .change: LocalizedText(en: "Change", zh: "变化")
        case .causes: LocalizedText(en: "Why", zh: "原因")
        case .importedBy: LocalizedText(en: "Imported by", zh: "导入位置")
        case .other: LocalizedText(en: "Everything else", zh: "其他")
        case .duplicates: LocalizedText(en: "Duplicates", zh: "重复内容")
        case .wasted: LocalizedText(en: "Wasted", zh: "浪费")
        case .remedy: LocalizedText(en: "What to do", zh: "处理方法")
        case .audits: LocalizedText(en: "Audits", zh: "检查项")
        case .audit: LocalizedText(en: "Audit", zh: "检查项")
        case .findings: LocalizedText(en: "Findings", zh: "发现")
        case .budgets: LocalizedText(en: "Budgets", zh: "预算")
        case .budget: LocalizedText(en: "Budget", zh: "预算项")
        case .value: LocalizedText(en: "Value", zh: "值")
        case .limit: LocalizedText(en: "Limit", zh: "上限")
        case .baseline: LocalizedText(en: "Baseline", zh: "基线")
        case .added: LocalizedText(en: "new", zh: "新增")
        case .removed: LocalizedText(en: "removed", zh: "已移除")
        case .anotherCopy: LocalizedText(en: "another copy", zh: "另一份副本")
        }
    }
}
