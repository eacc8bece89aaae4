package import BundleAnalysis

/// The beginning of a sentence.
extension MapDefect: Message {
    package var text: LocalizedText {
        switch self {
        case .unreadable:
            return LocalizedText(en: "The files are not valid source maps", zh: "文件不是有效的 source map")
        case .otherBuild:
            return LocalizedText(
                en: "The positions in the maps are not in the assets, which are of another build",
                zh: "source map 中的位置不在资源中，资源来自另一个构建")
        case .tooCoarse:
            return LocalizedText(
                en: "The maps name lines instead of the code on them (webpack's `cheap` source maps)",
                zh: "source map 只对应到行，而非行内的代码（webpack 的 `cheap` source map）")
        case .tooLarge(let limit):
            let limit = ByteLimit(limit).text
            return LocalizedText(
                en: "The maps exceed the limit of \(limit.en)", zh: "source map 超过上限 \(limit.zh)")
        }
    }
}
