package import BundleAnalysis

extension StatsPosition: Message {
    package var text: LocalizedText {
        LocalizedText(
            en: "line \(line), column \(column) (byte \(byte))", zh: "第 \(line) 行第 \(column) 列（字节 \(byte)）")
    }
}
