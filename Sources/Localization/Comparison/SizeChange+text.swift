package import BundleAnalysis

extension SizeChange: Message {
    /// Of the raw bytes: `+6.7 kB`, `-812 B`, `±0 B`.
    package var text: LocalizedText {
        let sign = raw > 0 ? "+" : raw < 0 ? "-" : "±"
        return LocalizedText(verbatim: sign + ByteText.of(abs(raw)))
    }
}
