package import BundleAnalysis

extension EntrySource: Message {
    /// After "from".
    package var text: LocalizedText {
        switch self {
        case .pages: LocalizedText(en: "its HTML pages", zh: "其 HTML 页面")
        case .manifest: LocalizedText(en: "Vite's manifest", zh: " Vite 的 manifest")
        case .imports: LocalizedText(en: "the `import`s of its scripts", zh: "其脚本的 `import`")
        }
    }
}
