package import BundleAnalysis

extension ShownName: Message {
    /// In backquotes.
    package var text: LocalizedText { LocalizedText(verbatim: "`\(name)`") }
}
