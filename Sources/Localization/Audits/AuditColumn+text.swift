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
        case .ref: LocalizedText(en: "Package", zh: "包")
        case .refs: LocalizedText(en: "Packages", zh: "包")
        case .versions: LocalizedText(en: "Versions", zh: "版本")
        case .modules: LocalizedText(en: "Modules", zh: "模块")
        case .sideEffects: LocalizedText(en: "Side effects", zh: "副作用")
        case .desc: LocalizedText(en: "Advice", zh: "建议")
        case .link: LocalizedText(en: "Link", zh: "链接")
        case .saving: LocalizedText(en: "Saving", zh: "可节省")
        case .wastedPercentile: LocalizedText(en: "Removable", zh: "可移除")
        case .total: LocalizedText(en: "Total", zh: "总计")
        case .miss: LocalizedText(en: "Loaded again", zh: "需重新加载")
        case .rate: LocalizedText(en: "Share", zh: "占比")
        }
    }
}
