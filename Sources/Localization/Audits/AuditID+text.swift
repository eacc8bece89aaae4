package import BundleAnalysis

extension AuditID: Message {
    /// The audit's title.
    package var text: LocalizedText {
        switch self {
        case .largeSynchronousAssets:
            LocalizedText(en: "Split large files that block the page", zh: "拆分页面需等待的大文件")
        case .preConnectOrigin:
            LocalizedText(en: "Preconnect to the other hosts the page needs", zh: "提前连接页面所需的其他主机")
        case .largeSynchronousDecomposableAssets:
            LocalizedText(en: "Make large images, fonts and other files smaller", zh: "减小大型图片、字体及其他文件")
        case .compressionNotice: LocalizedText(en: "Compress files in transit", zh: "压缩后发送文件")
        case .http2Notice: LocalizedText(en: "Serve over HTTP/2", zh: "使用 HTTP/2")
        case .missingSourcemap: LocalizedText(en: "Generate source maps for scripts", zh: "为脚本生成 source map")
        case .duplicateLibraries: LocalizedText(en: "Use one copy of each library", zh: "每个库只用一份")
        case .largeLibraries: LocalizedText(en: "Replace large libraries with smaller ones", zh: "用更小的库替换大型库")
        case .mixContentAssets:
            LocalizedText(en: "Keep your own code and libraries in separate files", zh: "将自己的代码与库分放在不同文件中")
        case .nonMinifiedAssets: LocalizedText(en: "Minify scripts and style sheets", zh: "压缩脚本和样式表的代码")
        case .uncontrolledLibraries:
            LocalizedText(en: "Know the version of every library", zh: "明确每个库的版本")
        case .unhealthyLibraries:
            LocalizedText(en: "Avoid libraries that have better alternatives", zh: "避免使用有更好替代的库")
        case .avoidNonESM: LocalizedText(en: "Use ES modules", zh: "使用 ES 模块")
        case .avoidSideEffects: LocalizedText(en: "Avoid side effects in modules", zh: "避免模块中的副作用")
        case .cacheInvalidation: LocalizedText(en: "Keep files that browsers have cached", zh: "保留浏览器已缓存的文件")
        }
    }
}
