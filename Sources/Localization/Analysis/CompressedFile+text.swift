package import BundleAnalysis

extension CompressedFile: Message {
    /// At the beginning of a sentence: `The archive`.
    package var text: LocalizedText {
        switch self {
        case .archive: return LocalizedText(en: "The archive", zh: "压缩包")
        case .file(let name):
            let name = name.text
            return LocalizedText(en: "The file \(name.en)", zh: "文件 \(name.zh) ")
        }
    }
}
