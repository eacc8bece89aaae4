package import BundleAnalysis

extension BudgetResult: Message {
    /// ``The budget `main` is exceeded: 350 kB, more than 340 kB.``
    package var text: LocalizedText {
        let name = ShownName(name).text
        let (value, limit) = (unit.text(of: value).en, unit.text(of: limit).en)
        // Of the score alone less is worse.
        let isLow = unit == .score
        guard exceeded else {
            return LocalizedText(
                en: "The budget \(name.en) is kept: \(value), the limit is \(limit).",
                zh: "未超出预算 \(name.zh)：\(value)，限额为 \(limit)。")
        }
        return LocalizedText(
            en: "The budget \(name.en) is exceeded: \(value), \(isLow ? "less" : "more") than \(limit).",
            zh: "超出预算 \(name.zh)：\(value)，\(isLow ? "低于" : "高于") \(limit)。")
    }
}

extension BudgetResult.Unit {
    /// A value in this unit: `350 kB`, `85`, `104.2 %`.
    package func text(of value: Double) -> LocalizedText {
        switch self {
        // What is read from a file may be any number.
        case .bytes where value.magnitude < 1e15:
            LocalizedText(verbatim: (value < 0 ? "-" : "") + ByteText.of(Int(value.magnitude.rounded())))
        case .bytes: LocalizedText(verbatim: "\(value) B")
        case .score, .count: LocalizedText(verbatim: Self.number(value))
        case .percent: LocalizedText(verbatim: "\(Self.number(value)) %")
        }
    }

    /// With at most one decimal.
    private static func number(_ value: Double) -> String {
        guard value.magnitude < 1e15 else { return "\(value)" }
        let rounded = (value * 10).rounded() / 10
        return rounded == rounded.rounded() ? "\(Int(rounded))" : "\(rounded)"
    }
}
