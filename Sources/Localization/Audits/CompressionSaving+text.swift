package import BundleAnalysis

extension CompressionSaving: Message {
    package var text: LocalizedText {
        let size = ByteText.of(bytes)
        return LocalizedText(en: "\(size) (save: \(percent)%)", zh: "\(size)（节省 \(percent)%）")
    }
}
