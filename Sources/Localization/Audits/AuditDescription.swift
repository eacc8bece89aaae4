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
        case .duplicateLibraries:
            LocalizedText(
                en: "These libraries are in the build from several places, or do the same as each other. Make your "
                    + "package manager install one version, or choose one of them.",
                zh: "这些库在构建中来自多处，或彼此功能相同。请让包管理器只安装一个版本，或只选用其中之一。")
        case .largeLibraries:
            LocalizedText(
                en: "The page waits for parts of these libraries, which are larger than 100 kB in all. Import only "
                    + "what you need, choose smaller ones, or load them with `import()`.",
                zh: "页面需等待这些库的部分内容，它们总共大于 100 kB。请只导入所需内容、改用更小的库，或用 `import()` 加载。")
        case .mixContentAssets:
            LocalizedText(
                en: "These files contain your own code and libraries. Libraries change rarely: put them into files of "
                    + "their own (`splitChunks`, `manualChunks`), so that browsers keep them.",
                zh: "这些文件同时包含您自己的代码和库。库很少变化：请将其放入单独的文件（`splitChunks`、`manualChunks`），以便浏览器缓存。")
        case .nonMinifiedAssets:
            LocalizedText(
                en: "At least 5 % of these files is white space and comments, 2 kB or more after compression. "
                    + "Minify them.",
                zh: "这些文件至少 5 % 是空白和注释，压缩后仍有 2 kB 以上。请压缩其代码。")
        case .uncontrolledLibraries:
            LocalizedText(
                en: "The stats know no version of these libraries. Install them with your package manager, so that "
                    + "you know what is delivered.",
                zh: "stats 中没有这些库的版本。请用包管理器安装，以明确所交付的内容。")
        case .unhealthyLibraries:
            LocalizedText(
                en: "For these libraries there are better maintained or smaller alternatives.",
                zh: "这些库有维护更好或更小的替代。")
        case .avoidNonESM:
            LocalizedText(
                en: "These modules are not ES modules, so the build tool can't drop the parts that nobody uses. "
                    + "Look for an ES version of the packages.",
                zh: "这些模块不是 ES 模块，因此构建工具无法去除未使用的部分。请寻找这些包的 ES 版本。")
        case .avoidSideEffects:
            LocalizedText(
                en: "Nobody uses some exports of these modules, but they stay because code in them has side effects. "
                    + "Set `sideEffects` in the package's `package.json`, or remove that code.",
                zh: "这些模块的部分导出未被使用，但因其中的代码有副作用而保留。请在包的 `package.json` 中设置 `sideEffects`，或移除这些代码。")
        case .cacheInvalidation:
            LocalizedText(
                en: "So much of the entry point has other file names than in the baseline, so browsers must load it "
                    + "again. Split what changes often from what doesn't.",
                zh: "该入口中有这么多内容的文件名与基线不同，浏览器需重新加载。请将常变与不常变的内容分开。")
        }
    }
}
