package import BundleAnalysis

extension Duplicate.Kind: Message {
    package var text: LocalizedText {
        switch self {
        case .versions: LocalizedText(en: "several versions", zh: "多个版本")
        case .sameVersion: LocalizedText(en: "installed twice", zh: "重复安装")
        case .formats: LocalizedText(en: "ES modules and CommonJS", zh: "ES 模块与 CommonJS 并存")
        case .copiedModule: LocalizedText(en: "copied into several files", zh: "复制到多个文件")
        case .sameText: LocalizedText(en: "the same code under several paths", zh: "多个路径下的相同代码")
        }
    }

    /// Whether it is about a package; else it is about a module.
    package var isOfPackage: Bool {
        switch self {
        case .versions, .sameVersion, .formats: true
        case .copiedModule, .sameText: false
        }
    }
}
