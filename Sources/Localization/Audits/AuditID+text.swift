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
        }
    }
}
