package import Domain

extension Artifact.Status: Message {
    /// Stands before the text.
    package var symbol: String {
        switch self {
        case .pending, .running: "●"
        case .passed: "✓"
        case .failed: "✕"
        }
    }

    package var text: LocalizedText {
        switch self {
        case .pending: LocalizedText(en: "Pending", zh: "等待分析")
        case .running: LocalizedText(en: "Running", zh: "分析中")
        case .passed: LocalizedText(en: "Passed", zh: "通过")
        case .failed: LocalizedText(en: "Failed", zh: "失败")
        }
    }
}
