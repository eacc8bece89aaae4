package import BundleAnalysis

extension BudgetFileFault: Message {
    /// `Line 4, budgets[2].max: must be a size such as …`
    package var text: LocalizedText {
        let reason = reason.text
        switch (line, key) {
        case (let line?, let key?):
            return LocalizedText(
                en: "line \(line), \(key.text.en): \(reason.en)", zh: "第 \(line) 行，\(key.text.zh)：\(reason.zh)")
        case (let line?, nil): return LocalizedText(en: "line \(line): \(reason.en)", zh: "第 \(line) 行：\(reason.zh)")
        case (nil, let key?):
            return LocalizedText(en: "\(key.text.en): \(reason.en)", zh: "\(key.text.zh)：\(reason.zh)")
        case (nil, nil): return reason
        }
    }
}

/// A file with budgets that is refused, with all that is wrong with it.
package struct RefusedBudgets: Message {
    private let name: ShownName
    private let faults: [BudgetFileFault]

    /// - Parameter name: the file's.
    package init(_ faults: BudgetFileFaults, in name: String) {
        (self.name, self.faults) = (ShownName(name), faults.faults)
    }

    package var text: LocalizedText {
        let lines = faults.map(\.text)
        let name = name.text
        guard let first = lines.first, lines.count > 1 else {
            return LocalizedText(
                en: "The budgets in \(name.en) can't be read: \(lines.first?.en ?? "")",
                zh: "无法读取 \(name.zh) 中的预算：\(lines.first?.zh ?? "")")
        }
        let rest = lines.dropFirst()
        return LocalizedText(
            en: rest.reduce("The budgets in \(name.en) can't be read:\n  \(first.en)") { "\($0)\n  \($1.en)" },
            zh: rest.reduce("无法读取 \(name.zh) 中的预算：\n  \(first.zh)") { "\($0)\n  \($1.zh)" })
    }
}
