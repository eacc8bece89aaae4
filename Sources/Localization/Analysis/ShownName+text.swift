package import BundleAnalysis

extension ShownName: Message {
    /// In backquotes. Nothing between them would not be a name, but the beginning of one with two.
    package var text: LocalizedText { LocalizedText(verbatim: "`\(name.isEmpty ? "?" : name)`") }
}
