package import BundleAnalysis

extension AuditColumn: Message {
    package var text: LocalizedText {
        switch self {
        case .name: LocalizedText(en: "Name", zh: "名称")
        case .size: LocalizedText(en: "Size", zh: "大小")
        case .type: LocalizedText(en: "Type", zh: "类型")
        case .raw: LocalizedText(en: "Uncompressed", zh: "未压缩")
        case .gzip: LocalizedText(verbatim: "gzip")
        case .brotli: LocalizedText(verbatim: "Brotli")
        }
    }
}
