package import BundleAnalysis

extension UnusedExports: Message {
    package var text: LocalizedText {
        let undeclared = isUndeclared ? " (\"sideEffect\" unset)" : ""
        return LocalizedText(
            en: "\(module.name) (\(count) unused)\(undeclared)",
            zh: "\(module.name)（\(count) 个导出未使用）" + (isUndeclared ? "（未设置 sideEffects）" : ""))
    }
}
