package import BundleAnalysis

extension LibraryAdvice: Message {
    /// What to use instead.
    package var text: LocalizedText {
        switch self {
        case .moment:
            LocalizedText(
                en: "moment contains all its languages and can't be tree-shaken. Day.js has nearly the same API at a "
                    + "fraction of the size.",
                zh: "moment 包含全部语言且无法 tree-shaking。Day.js 的 API 几乎相同，体积却小得多。")
        case .process:
            LocalizedText(
                en: "A module uses Node.js' `process`, so the build tool adds a polyfill. See which package imports "
                    + "it, and replace what it is used for.",
                zh: "某个模块使用了 Node.js 的 `process`，因此构建工具加入了 polyfill。"
                    + "请查看是哪个包导入了它，并替换相应用法。")
        case .lodash:
            LocalizedText(
                en: "All of lodash is in one module. Import from lodash-es, or import single functions such as "
                    + "`lodash/debounce`.",
                zh: "整个 lodash 在一个模块中。请从 lodash-es 导入，或只导入单个函数，例如 `lodash/debounce`。")
        }
    }
}
