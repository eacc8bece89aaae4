package import BundleAnalysis

extension StatsItem: Message {
    package var text: LocalizedText {
        switch self {
        case .assets: LocalizedText(en: "assets", zh: "资源")
        case .chunks: LocalizedText(en: "chunks", zh: "分块")
        case .entryPoints: LocalizedText(en: "entry points", zh: "入口")
        case .modules: LocalizedText(en: "modules", zh: "模块")
        case .packages: LocalizedText(en: "packages", zh: "包")
        case .outputs: LocalizedText(en: "outputs", zh: "输出")
        }
    }
}
