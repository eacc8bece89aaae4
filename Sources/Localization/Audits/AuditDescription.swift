package import BundleAnalysis

/// What an audit checks and what to do about its findings.
package struct AuditDescription: Message, Hashable {
    package let audit: AuditID

    package init(_ audit: AuditID) { self.audit = audit }

    package var text: LocalizedText {
        switch audit {
        case .largeSynchronousAssets:
            LocalizedText(
                en: "These scripts, style sheets and pages are larger than 200 kB and not loaded on demand. "
                    + "Load parts of them with `import()`, or split them into several chunks.",
                zh: "这些脚本、样式表和页面大于 200 kB 且未按需加载。请用 `import()` 加载其中部分内容，或拆分为多个分块。")
        case .preConnectOrigin:
            LocalizedText(
                en: "The page loads scripts or style sheets from these hosts. For each of them, add "
                    + "`<link rel=\"preconnect\" href=\"https://HOST\">` (or `dns-prefetch`) to the page's head.",
                zh: "页面从这些主机加载脚本或样式表。请在其 head 中为每个主机加入 "
                    + "`<link rel=\"preconnect\" href=\"https://HOST\">`（或 `dns-prefetch`）。")
        case .largeSynchronousDecomposableAssets:
            LocalizedText(
                en: "These files are larger than 200 kB and not loaded on demand. "
                    + "Compress them, choose a smaller format, or load them when they are needed.",
                zh: "这些文件大于 200 kB 且未按需加载。请压缩、改用更小的格式，或在需要时再加载。")
        case .compressionNotice:
            LocalizedText(
                en: "These files are much smaller when served with gzip or brotli. "
                    + "Check that your server compresses them.",
                zh: "以 gzip 或 brotli 发送这些文件可大幅减少传输量。请确认您的服务器已启用。")
        case .http2Notice:
            LocalizedText(
                en: "The page waits for more than 6 files. Over HTTP/1.1 a browser loads 6 files at a time from one "
                    + "host; over HTTP/2 it loads them all at once.",
                zh: "页面需等待 6 个以上的文件。HTTP/1.1 下浏览器对同一主机每次加载 6 个；HTTP/2 可同时加载全部。")
        case .missingSourcemap:
            LocalizedText(
                en: "These scripts have no `.map` file in the build. Enable source maps to see what they contain.",
                zh: "这些脚本在构建中没有 `.map` 文件。请开启 source map 以查看其内容。")
        }
    }
}
